import { getOwner } from '@ember/owner';
import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type Transition from '@ember/routing/transition';
import { loadSignedInPart } from '../load-signed-in-part';
import type SessionService from '../services/session';

/** The parent of all pages that only a signed-in user may see: the one guard, and the door to the signed-in part. */
export default class AuthenticatedRoute extends Route {
  @service declare private readonly session: SessionService;

  override async beforeModel(transition: Transition): Promise<void> {
    if (!this.session.guard(transition)) return;
    const owner = getOwner(this)!;
    await loadSignedInPart(owner);
    // Looked up, as it is not there before: in development Ember checks what is injected when a route is made. Not awaited:
    // the user is asked for beside the page's own data.
    void owner.lookup('service:current-user').load();
  }

  override deactivate(): void {
    this.session.left();
  }
}
