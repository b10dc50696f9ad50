import type { Mutation } from '../mutate/mutation.ts';

const REPORT = {
  suite: 'ember',
  filter: '/Unit \\| auth \\| session-(report|history)/',
  file: 'app/auth/session-report.ts',
} as const;
const FORM = {
  suite: 'ember',
  filter: 'Acceptance | sign in with a password',
} as const;

/** What support is told of a session, and what a form tells while one types. */
export const diagnosticsMutations: readonly Mutation[] = [
  {
    ...REPORT,
    name: 'a report takes along all that there is of a session',
    find: '    ...common,\n',
    replace: '    ...session,\n    ...common,\n',
  },
  {
    ...REPORT,
    name: 'a report on a cookie says whose it is',
    find: "if (session.kind === 'cookie') return common;",
    replace: "if (session.kind === 'cookie') return { ...session, ...common };",
  },
  {
    ...REPORT,
    name: 'a time beyond all dates ends the report',
    find: 'Number.isNaN(date.getTime()) ? String(time) : ',
    replace: '',
  },
  {
    ...REPORT,
    file: 'app/auth/session-history.ts',
    name: 'what became of a session is kept without end',
    find: 'past.slice(1 - LENGTH)',
    replace: 'past',
  },
  {
    ...FORM,
    file: 'app/components/password-field.gts',
    name: 'what a password manager fires breaks the form',
    find: "event.getModifierState?.('CapsLock') ?? false",
    replace: "event.getModifierState!('CapsLock')",
  },
  {
    ...FORM,
    file: 'app/components/password-form.gts',
    name: 'what was said of an e-mail address stays when it is mended',
    find: 'forgiveEmail = (): void => {\n    this.isEmailOdd = false;',
    replace: 'forgiveEmail = (): void => {',
  },
  {
    suite: 'ember',
    filter: 'Acceptance | behind a gateway',
    file: 'app/components/profile/ways-to-sign-in.gts',
    name: 'a link with the gateway is offered, which gives no code',
    find: "identityProviders.get(id)?.flow !== 'gateway' &&",
    replace: '',
  },
];
