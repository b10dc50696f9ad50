import { getOwner } from '@ember/owner';
import Route from '@ember/routing/route';
import type UsersController from '../../controllers/authenticated/users';
import type UserList from '../../data/user-list';
import type { UserQuery } from '../../data/user-list';
import { loadSignedInPart } from '../../load-signed-in-part';

export default class UsersRoute extends Route<UserList> {
  override queryParams = {
    page: { refreshModel: true },
    sort: { refreshModel: true },
    search: { refreshModel: true, replace: true },
  };

  #list: UserList | undefined;
  #stopWatching: (() => void) | undefined;

  /** The same list for as long as the page is open: it keeps what it shows until the next answer is there. */
  override async model(params: object): Promise<UserList> {
    const owner = getOwner(this)!;
    const { UserList } = await loadSignedInPart(owner);
    this.#list ??= new UserList(owner);
    this.#stopWatching ??= owner
      .lookup('service:session-keeper')
      .onRecover(() => this.#list?.retry());
    void this.#list.show(params as UserQuery);
    return this.#list;
  }

  /** Ember keeps query parameters for the next visit, which may be another user's. */
  override resetController(
    controller: UsersController,
    isExiting: boolean,
  ): void {
    if (isExiting) controller.reset();
  }

  override deactivate(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.#list = undefined;
  }
}
