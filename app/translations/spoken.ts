import { tracked } from '@glimmer/tracking';

/** What the app speaks now. Whoever reads it while a page is rendered renders anew when it changes. */
class Spoken {
  /** The languages that the user's browser asks for, the best first. */
  preferred: readonly string[] = [];

  /** The language, by the name of its folder (BCP 47), and its texts as far as they are loaded: none where it is English. */
  @tracked now: { code: string; texts: Readonly<Record<string, unknown>> } = {
    code: 'en',
    texts: {},
  };

  get code(): string {
    return this.now.code;
  }

  /** The language as it is written where the user is: dates are not the same in Vienna and in Berlin. */
  get locale(): string {
    const { code, preferred } = this;
    return preferred.find((tag) => baseOf(tag) === baseOf(code)) ?? code;
  }
}

export const spoken = new Spoken();

const baseOf = (tag: string) => tag.split('-')[0];
