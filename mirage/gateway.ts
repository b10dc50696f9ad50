import type { SimulatedSchema, User } from './schema.ts';

/** The gateway of the simulated server: it knows by a cookie who is signed in. A test signs in here in the user's place. */
export class SimulatedGateway {
  /** Whose cookie the browser has. */
  #userId: string | undefined;

  constructor(private readonly schema: SimulatedSchema) {}

  /** What the gateway's own pages do. */
  signIn(userId: string): void {
    this.#userId = userId;
  }

  /** The cookie counts for nothing any more. */
  signOut(): void {
    this.#userId = undefined;
  }

  get user(): User | undefined {
    const user =
      this.#userId === undefined
        ? undefined
        : this.schema.find('user', this.#userId);
    return user && !user.isDisabled ? user : undefined;
  }
}
