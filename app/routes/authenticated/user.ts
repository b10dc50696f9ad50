import { getOwner } from '@ember/owner';
import Route from '@ember/routing/route';
import type UserDetails from '../../data/user-details';
import { loadSignedInPart } from '../../load-signed-in-part';

/** The page of one user of the directory. */
export default class UserRoute extends Route<UserDetails> {
  #details: UserDetails | undefined;

  /** What is asked for is not awaited: the page is there at once, with what is known of the user. */
  override async model({ id }: { id: string }): Promise<UserDetails> {
    const owner = getOwner(this)!;
    const { UserDetails } = await loadSignedInPart(owner);
    this.#details?.close();
    this.#details = new UserDetails(owner, id);
    void this.#details.load();
    return this.#details;
  }

  override deactivate(): void {
    this.#details?.close();
  }
}
