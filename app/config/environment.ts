import loadConfigFromMeta from '@embroider/config-meta-loader';
import type { SettingValues } from '../../config/settings';

/** What `config/environment.js` puts into the `<meta>` of `index.html`. */
export interface Environment {
  modulePrefix: string;
  podModulePrefix?: string;
  environment: string;
  locationType: string;
  rootURL: string;
  settings: SettingValues;
  simulateServer: boolean;
  APP: Record<string, unknown>;
}

export default loadConfigFromMeta('latchkey') as Environment;
