import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type LanguageService from '../services/language';
import type SessionService from '../services/session';
import type SettingsService from '../services/settings';

export default class ApplicationRoute extends Route {
  @service declare private readonly language: LanguageService;
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  override async beforeModel(): Promise<void> {
    // Before anything is said: also before it is said that the settings can't work.
    const speaking = this.language.setup();
    try {
      this.settings.check();
      await this.session.setup();
    } finally {
      await speaking;
    }
  }
}
