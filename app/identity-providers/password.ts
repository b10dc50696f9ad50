import type { PasswordProvider } from './types';

export default {
  flow: 'password',
  label: 'E-mail and password',
} satisfies PasswordProvider;
