import { tracked } from '@glimmer/tracking';

/** What a sign-in form can tell while one types in it. It hears the events of the whole form, and forbids nothing. */
export default class TypingHints {
  @tracked isCapsLockOn = false;
  /** Whether what stands for an e-mail address is none. A server may take it all the same. */
  @tracked isEmailOdd = false;

  /** A key was pressed or let go. What a browser fills in comes with events that know no keys. */
  hearKey = (event: Partial<KeyboardEvent>): void => {
    if (isPassword(event.target)) {
      this.isCapsLockOn = event.getModifierState?.('CapsLock') ?? false;
    }
  };

  hearInput = ({ target }: Event): void => {
    if (isEmail(target)) this.isEmailOdd = false;
  };

  /** Nobody is told what is wrong before they have come to an end. */
  hearLeave = ({ target }: Event): void => {
    if (isEmail(target)) this.isEmailOdd = target.validity.typeMismatch;
    else if (isPassword(target)) this.isCapsLockOn = false;
  };
}

function isEmail(target: unknown): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.name === 'username';
}

function isPassword(target: unknown): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.name === 'password';
}
