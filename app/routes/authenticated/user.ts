import { getOwner } from '@ember/owner';
import Route from '@ember/routing/route';
import type UserController from '../../controllers/authenticated/user';
import type UserDetails from '../../data/user-details';
import { loadSignedInPart } from '../../load-signed-in-part';

/** The page of one user of the directory. */
export default class UserRoute extends Route<UserDetails> {
  #details: UserDetails | undefined;
  #stopWatching: (() => void) | undefined;

  /** Not awaited: the page is there at once, with what is known of the user. */
  override async model({ id }: { id: string }): Promise<UserDetails> {
    const { UserDetails } = await loadSignedInPart();
    const owner = getOwner(this)!;
    const details = new UserDetails(owner, id);
    this.#details = details;
    this.#stopWatching ??= owner
      .lookup('service:session-keeper')
      .onRecover(() => this.#details?.retry());
    void details.load();
    return details;
  }

  /** Ember keeps query parameters for the next visit, which may be another user's. */
  override resetController(
    controller: UserController,
    isExiting: boolean,
  ): void {
    if (isExiting) controller.reset();
  }

  override deactivate(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.#details = undefined;
  }
}
