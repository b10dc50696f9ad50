import { en } from './en';

/**
 * What the app says. For another language, write a file of the same type beside `en.ts` and choose it here: the compiler
 * says what is missing.
 */
export const texts: typeof en = en;
