import { access } from 'node:fs/promises';
import type { IdentityProvider as AppProvider } from '../../app/identity-providers/types.ts';

const ID = /^[a-z0-9-]+$/;

/**
 * The issuer that the app's own file on a provider names, `app/identity-providers/<id>.ts`: for an OpenID provider that
 * file is all there is. Nothing where there is no such file, or none of this kind.
 */
export async function issuerInApp(id: string): Promise<string | undefined> {
  const provider = await providerInApp(id);
  if (!provider || !('issuer' in provider)) return undefined;
  const { issuer } = provider;
  return typeof issuer === 'string' ? issuer : undefined;
}

/** The app's own file on a provider; nothing where there is none. */
export async function providerInApp(
  id: string,
): Promise<AppProvider | undefined> {
  if (!ID.test(id)) return undefined;
  const file = new URL(
    `../../app/identity-providers/${id}.ts`,
    import.meta.url,
  );
  try {
    await access(file);
  } catch {
    return undefined;
  }
  const { default: provider } = (await import(file.href)) as {
    default: AppProvider;
  };
  return provider;
}
