import Route from '@ember/routing/route';
import { service } from '@ember/service';
import type SessionService from '../services/session';
import type SignInChoicesService from '../services/sign-in-choices';

/** What the sign-in page works on. */
export interface LoginModel {
  /** The id of the provider by which somebody signed in here last. */
  lastProvider: string | undefined;
}

export default class LoginRoute extends Route<LoginModel> {
  @service('sign-in-choices')
  declare private readonly choices: SignInChoicesService;
  @service declare private readonly session: SessionService;

  override beforeModel(): void {
    this.#goOn();
  }

  override async model(): Promise<LoginModel> {
    return { lastProvider: await this.choices.lastProvider() };
  }

  /** Once more: somebody may have signed in in another tab meanwhile. */
  override afterModel(): void {
    this.#goOn();
  }

  /** Who leaves the page has no more use for what is under way on it. */
  override deactivate(): void {
    this.session.cancelSignIn();
  }

  /** Whoever is signed in has no use for the page. */
  #goOn(): void {
    if (this.session.isAuthenticated) this.session.continue();
  }
}
