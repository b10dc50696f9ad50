import { useLegacyStore } from '@warp-drive/legacy';
import { JSONAPICache } from '@warp-drive/json-api';
import { AuthorizedHandler } from '../handlers/authorized';

/** EmberData's store. Its adapters and its `request` reach the API by the same way: `services/api.ts`. */
const StoreService = useLegacyStore({
  linksMode: false,
  legacyRequests: true,
  cache: JSONAPICache,
  handlers: [AuthorizedHandler],
  schemas: [],
});
type StoreService = InstanceType<typeof StoreService>;

export default StoreService;
