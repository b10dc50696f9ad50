import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type SessionService from '../services/session';

export default class ApplicationRoute extends Route {
  @service declare private readonly session: SessionService;

  override async beforeModel(): Promise<void> {
    await this.session.setup();
  }
}
