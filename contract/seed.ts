/**
 * The data that every implementation of the contract starts with. Nothing here is random, so that both sides, and
 * every start, have the same people.
 */

/** The account shown on the sign-in page in development. */
export const DEMO_ACCOUNT = {
  email: 'demo@latchkey.test',
  password: 'open-sesame-42',
  firstName: 'Demo',
  lastName: 'User',
} as const;

/** How many users the contract counts: the demo account and the people below. */
export const USER_COUNT = 251;

/** What a token of ours may be good for: oneself, the directory of users, and one's to-dos. */
export const SCOPES = ['profile', 'users', 'todos'] as const;

/** The grant that redeems a code of Google, GitHub, Facebook or another identity provider. */
export const IDENTITY_PROVIDER_GRANT =
  'urn:latchkey:oauth:grant-type:identity-provider-code';

export interface SeedClient {
  id: string;
  name: string;
  grants: readonly (
    'password' | 'refresh_token' | typeof IDENTITY_PROVIDER_GRANT
  )[];
  scopes: readonly string[];
}

/** The first-party app. The real server has it at every start, demo data or not. */
export const FIRST_PARTY_CLIENT: SeedClient = {
  id: 'latchkey',
  name: 'Latchkey',
  grants: ['password', 'refresh_token', IDENTITY_PROVIDER_GRANT],
  scopes: SCOPES,
};

/** Public clients (no secret) of the contract: the app, another app, and one that may not take passwords. */
export const CONTRACT_CLIENTS: readonly SeedClient[] = [
  FIRST_PARTY_CLIENT,
  {
    id: 'another-app',
    name: 'Another app',
    grants: ['password', 'refresh_token'],
    scopes: SCOPES,
  },
  {
    id: 'renewal-only',
    name: 'An app that may only renew',
    grants: ['refresh_token'],
    scopes: SCOPES,
  },
];

export interface SeedTodo {
  title: string;
  description: string;
  isCompleted: boolean;
  /** ISO 8601, whole seconds. A completed one was completed an hour later. */
  createdAt: string;
}

/** What the demo account has to do, the oldest first. */
export const SEED_TODOS: readonly SeedTodo[] = [
  {
    title: 'Renew the passport',
    description: 'It takes six weeks. The photos are in the top drawer.',
    isCompleted: true,
    createdAt: '2025-02-03T08:15:00.000Z',
  },
  {
    title: 'Water the plants',
    description: '',
    isCompleted: true,
    createdAt: '2025-03-01T18:00:00.000Z',
  },
  {
    title: 'Book a table for eight',
    description: 'Two of us do not eat meat.',
    isCompleted: false,
    createdAt: '2025-04-12T11:30:00.000Z',
  },
  {
    title: 'Take the bicycle to the workshop',
    description: 'The rear brake squeals.',
    isCompleted: false,
    createdAt: '2025-05-05T07:45:00.000Z',
  },
  {
    title: 'Read the chapter about keys and locks',
    description: '',
    isCompleted: false,
    createdAt: '2025-05-09T20:10:00.000Z',
  },
];

export interface SeedPerson {
  firstName: string;
  lastName: string;
  email: string;
  /** ISO 8601, whole seconds. */
  createdAt: string;
}

const FIRST_NAMES = [
  'Amara Björn Chiara Dmitri Elif Fatima Gabriel Hana Ibrahim Jun Katarzyna Lucía Mehdi',
  'Ngozi Oskar Priya Quentin Rosa Sven Thandiwe Ulla Viktor Wei Ximena Yusuf',
].flatMap((line) => line.split(' '));
const LAST_NAMES = [
  'Adeyemi Bergström Costa Dubois Eriksen Fernández Grünwald Haddad Ito Jansen',
  'Kowalska Lindqvist Mbeki Nguyen O’Connor Papadopoulos Quispe Rahman Silva Tanaka',
].flatMap((line) => line.split(' '));

const PEOPLE_COUNT = USER_COUNT - 1;
const FIRST_DAY = Date.UTC(2024, 0, 1, 9);
const DAY = 24 * 60 * 60 * 1000;

/**
 * The 250 people beside the demo account. Each name is used once; addresses are ASCII and carry a number, and none of
 * their texts holds `demo`, `%` or `_`, so that a search for those finds what a case says it finds.
 */
export function seedPeople(): SeedPerson[] {
  return Array.from({ length: PEOPLE_COUNT }, (_, index) => {
    const firstName = pick(FIRST_NAMES, index);
    const lastName = pick(LAST_NAMES, index * 7 + Math.floor(index / 100));
    return {
      firstName,
      lastName,
      email: `${ascii(firstName)}.${ascii(lastName)}.${index + 1}@example.org`,
      createdAt: new Date(FIRST_DAY + index * DAY).toISOString(),
    };
  });
}

function pick(names: readonly string[], index: number): string {
  const name = names[index % names.length];
  if (name === undefined) throw new RangeError('a list of names is empty');
  return name;
}

function ascii(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
}
