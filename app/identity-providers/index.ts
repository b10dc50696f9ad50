import type { IdentityProvider } from './types';

/** A provider with its id: the name of its file, and its name in `SIGN_IN_METHODS`. */
export type RegisteredProvider = IdentityProvider & { id: string };

const files = import.meta.glob<IdentityProvider>(
  ['./*.ts', '!./index.ts', '!./types.ts'],
  { eager: true, import: 'default' },
);

/** All identity providers that there is a file for, by id. */
export const identityProviders: ReadonlyMap<string, RegisteredProvider> =
  new Map(
    Object.entries(files).map(([path, provider]) => {
      const id = path.replace(/^\.\/|\.ts$/g, '');
      return [id, { ...provider, id }];
    }),
  );
