import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type RouterService from '@ember/routing/router-service';

export default class IndexRoute extends Route {
  @service declare private readonly router: RouterService;

  override beforeModel(): void {
    this.router.replaceWith('authenticated.users');
  }
}
