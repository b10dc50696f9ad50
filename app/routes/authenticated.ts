import { getOwner } from '@ember/owner';
import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type Transition from '@ember/routing/transition';
import { loadSignedInPart } from '../load-signed-in-part';
import type CurrentUserService from '../services/current-user';
import type SessionService from '../services/session';

/** The parent of all pages that only a signed-in user may see: the one guard, and the door to the signed-in part. */
export default class AuthenticatedRoute extends Route {
  @service('current-user')
  declare private readonly currentUser: CurrentUserService;
  @service declare private readonly session: SessionService;

  override async beforeModel(transition: Transition): Promise<void> {
    if (!this.session.guard(transition)) return;
    const { installSignedInPart } = await loadSignedInPart();
    installSignedInPart(getOwner(this)!);
    // Not awaited: the user is asked for beside the page's own data.
    void this.currentUser.load();
  }

  override deactivate(): void {
    this.session.left();
  }
}
