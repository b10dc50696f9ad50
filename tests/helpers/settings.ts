import type { SettingValues } from '../../config/default-settings';
import type { AppTestContext } from '.';

/** Starts the app of each test of a module with other settings. To be called right after `setupTest(hooks)` or its kin. */
export function setupSettings(
  hooks: NestedHooks,
  values: Partial<SettingValues>,
): void {
  hooks.beforeEach(function (this: AppTestContext) {
    const settings = this.owner.lookup('service:settings');
    settings.written = { ...settings.written, ...values };
  });
}
