import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type SessionService from '../services/session';

export default class LoginRoute extends Route {
  @service declare private readonly session: SessionService;

  override beforeModel(): void {
    if (this.session.isAuthenticated) this.session.continue();
  }
}
