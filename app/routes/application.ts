import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type SessionService from '../services/session';
import type SettingsService from '../services/settings';

export default class ApplicationRoute extends Route {
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  override async beforeModel(): Promise<void> {
    this.settings.check();
    await this.session.setup();
  }
}
