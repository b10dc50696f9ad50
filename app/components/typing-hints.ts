import { tracked } from '@glimmer/tracking';

/** What a sign-in form can tell while one types in it. It forbids nothing. */
export default class TypingHints {
  @tracked isCapsLockOn = false;
  /** Whether what stands for an e-mail address is none. A server may take it all the same. */
  @tracked isEmailOdd = false;

  /** A key was pressed or let go in the password. What a browser fills in comes with events that know no keys. */
  hearKey = (event: Partial<KeyboardEvent>): void => {
    this.isCapsLockOn = event.getModifierState?.('CapsLock') ?? false;
  };

  forgetKeys = (): void => {
    this.isCapsLockOn = false;
  };

  /** Nobody is told what is wrong before they have come to an end. */
  judgeEmail = ({ target }: Event): void => {
    this.isEmailOdd = (target as HTMLInputElement).validity.typeMismatch;
  };

  forgiveEmail = (): void => {
    this.isEmailOdd = false;
  };
}
