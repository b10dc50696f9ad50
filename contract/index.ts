import { bearerCases } from './cases/bearer.ts';
import { errorCases, statusCases } from './cases/errors.ts';
import { conditionsCases } from './cases/conditions.ts';
import { fieldsCases } from './cases/fields.ts';
import { headersCases } from './cases/headers.ts';
import { identitiesCases } from './cases/identities.ts';
import { identityProviderCases } from './cases/identity-providers.ts';
import { meCases } from './cases/me.ts';
import { mediaTypesCases } from './cases/media-types.ts';
import { metadataCases } from './cases/metadata.ts';
import { passwordCases } from './cases/password.ts';
import { providerCases } from './cases/provider.ts';
import { refreshCases } from './cases/refresh.ts';
import { revokeCases } from './cases/revoke.ts';
import { sessionsCases } from './cases/sessions.ts';
import { todosCases } from './cases/todos.ts';
import { tokenCases } from './cases/token.ts';
import { userChangesCases } from './cases/user-changes.ts';
import { usersCases } from './cases/users.ts';
import type { ContractCase } from './types.ts';

export { ContractError, runCase } from './run.ts';
export * from './hostile.ts';
export * from './seed.ts';
export type * from './types.ts';

/** Every case, in the order of the files. */
export const contractCases: readonly ContractCase[] = [
  ...tokenCases,
  ...refreshCases,
  ...revokeCases,
  ...bearerCases,
  ...meCases,
  ...usersCases,
  ...userChangesCases,
  ...fieldsCases,
  ...mediaTypesCases,
  ...conditionsCases,
  ...errorCases,
  ...statusCases,
  ...metadataCases,
  ...providerCases,
  ...identityProviderCases,
  ...identitiesCases,
  ...sessionsCases,
  ...passwordCases,
  ...todosCases,
  ...headersCases,
];
