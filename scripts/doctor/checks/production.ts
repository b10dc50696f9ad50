import { error, note, warning, type Finding } from '../finding.ts';
import { addressNames } from '../names.ts';
import { providersInUse, type Situation } from '../situation.ts';

/** What development may do, and production may not. */
export function checkProduction(situation: Situation): Finding[] {
  const found = [
    ...withoutTls(situation),
    ...publicUrl(situation),
    ...demoData(situation),
    ...standIns(situation),
    ...missingClientIds(situation),
  ].map(([name, text]) =>
    situation.environment === 'production'
      ? error(name, text)
      : warning(name, `(for production) ${text}`),
  );
  return [...found, ...passwordGrant(situation)];
}

type Found = [name: string, text: string];

function withoutTls(situation: Situation): Found[] {
  const { server, written } = situation;
  const all: Readonly<Record<string, string | undefined>> = {
    ...situation.sources.app,
    ...situation.sources.server,
    ...written,
  };
  return addressNames(situation.providers.map(({ id }) => id))
    .filter((name) => server || name in written)
    .flatMap((name) => {
      const origin = /\bhttp:\/\/[^/\s,]+/i.exec(all[name] ?? '')?.[0];
      return origin === undefined || isRefused(situation, name)
        ? []
        : [[name, `leads to ${origin}, without TLS. Use https.`]];
    });
}

/** Whether it was told already. */
function isRefused({ refusedByApp, server }: Situation, name: string): boolean {
  return (
    refusedByApp.some(({ setting }) => setting === name) ||
    Boolean(server?.refused.some((finding) => finding.name === name))
  );
}

function publicUrl({ server, sources }: Situation): Found[] {
  const url = sources.server['PUBLIC_URL'] ?? sources.app['PUBLIC_URL'];
  return server && !url?.trim()
    ? [
        [
          'PUBLIC_URL',
          'is not set. Put the address that browsers know the server by into .env.server, like https://app.example.com.',
        ],
      ]
    : [];
}

function demoData({ environment, server }: Situation): Found[] {
  // In development the demo data is there unasked.
  const isMeant =
    environment === 'production' || Boolean(server?.written['SEED_DEMO']);
  return server?.settings.seedDemo && isMeant
    ? [
        [
          'SEED_DEMO',
          'is on: an account whose password everybody knows. Put SEED_DEMO=off into .env.server.',
        ],
      ]
    : [];
}

function standIns({ app }: Situation): Found[] {
  return app.simulatedProviders.length === 0
    ? []
    : [
        [
          'SIMULATED_PROVIDERS',
          'lets a stand-in sign in anybody as anybody. Take the line away.',
        ],
      ];
}

/** `npm start` has a stand-in for a provider without a client id. */
function missingClientIds({ refusedByApp, server }: Situation): Found[] {
  return refusedByApp
    .filter(({ setting }) => setting.endsWith('_CLIENT_ID'))
    .map(({ message, setting }) => [
      setting,
      server?.written[setting]?.trim()
        ? 'is set for the server only. Put the same id into .env.'
        : message.slice(setting.length + 1),
    ]);
}

function passwordGrant(situation: Situation): Finding[] {
  const { app, server } = situation;
  const offersForm = app.signInMethods.includes('password');
  if (!server?.settings.passwordGrant) {
    return server?.givesTokens && offersForm
      ? [
          error(
            'PASSWORD_GRANT',
            'is off, but SIGN_IN_METHODS offers the form. Take "password" out of SIGN_IN_METHODS, or set PASSWORD_GRANT=on.',
          ),
        ]
      : [];
  }
  return [
    note(
      'PASSWORD_GRANT',
      offersForm
        ? `is on, which RFC 9700 section 2.4 advises against. Where ${orProviders(situation)} will do, set PASSWORD_GRANT=off.`
        : 'is on, though SIGN_IN_METHODS offers no form. Set PASSWORD_GRANT=off.',
    ),
  ];
}

function orProviders(situation: Situation): string {
  const ids = providersInUse(situation).map(({ id }) => id);
  return ids.join(' or ') || 'sign-in by redirect';
}
