import type { IdentityProvider } from '../app/identity-providers/types';

/** The ids of the identity providers: the names of their files. */
export function knownIdentityProviders(): string[];

/** What the file of one of them says. */
export function loadProvider(id: string): IdentityProvider;
