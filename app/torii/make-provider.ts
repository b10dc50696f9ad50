import type Owner from '@ember/owner';
import type TypeOfTorii from 'torii/providers/base';
import { misfit } from './misfit';

/** A class of torii providers. */
export type ToriiProviderClass = typeof TypeOfTorii;

/** The torii providers of this app. */
const files = import.meta.glob<ToriiProviderClass>('../torii-providers/*.ts', {
  eager: true,
  import: 'default',
});

/**
 * Makes a torii provider for one attempt: those of torii keep what they have read of their configuration, the state included.
 *
 * @param name of a registration `torii-provider:<name>`, or of a file in `app/torii-providers/`
 * @throws {TypeError} where there is neither
 */
export function makeToriiProvider(owner: Owner, name: string): TypeOfTorii {
  const key = `torii-provider:${name}` as const;
  if (!owner.factoryFor(key)) {
    const file = files[`../torii-providers/${name}.ts`];
    if (!file) misfit(`${name} has no file in app/torii-providers/`);
    owner.register(key, file);
  }
  return owner.factoryFor(key)!.create() as TypeOfTorii;
}
