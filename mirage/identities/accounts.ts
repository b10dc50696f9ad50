import type { ExternalIdentity, SimulatedSchema, User } from '../schema.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { IdentityRefusedError } from './refused.ts';

/** Somebody without an account yet. */
type Newcomer = Pick<
  ProvenIdentity,
  'firstName' | 'isEmailVerified' | 'lastName'
> & { email: string };

/** Whose account an identity leads to, and which identities an account has. */
export class Accounts {
  readonly #schema: SimulatedSchema;
  readonly #now: () => number;

  constructor({ schema, now }: { schema: SimulatedSchema; now: () => number }) {
    this.#schema = schema;
    this.#now = now;
  }

  /**
   * The account of a proven identity, a new one where there is none. A new identity joins an account by e-mail only where
   * both sides have verified the address, and the account has no identity of that issuer yet.
   * @throws IdentityRefusedError
   */
  signIn(identity: ProvenIdentity): User {
    const { email, issuer } = identity;
    const linked = this.#find(identity);
    if (linked) {
      linked.update({ email: email ?? null });
      return open(this.#schema.find('user', linked.userId));
    }
    if (email === undefined) throw emailRequired();

    const user = this.findUser(email);
    if (!user) {
      const account = this.create({ ...identity, email });
      this.#insert(identity, account);
      return account;
    }
    const mayJoin =
      identity.isEmailVerified &&
      user.isEmailVerified &&
      !this.of(user).some((other) => other.issuer === issuer);
    if (!mayJoin) throw accountExists();
    this.#insert(identity, open(user));
    return user;
  }

  /** Gives a user one more way in; nothing where the identity is somebody else's. */
  link(
    identity: ProvenIdentity,
    user: User,
  ): { identity: ExternalIdentity; isNew: boolean } | undefined {
    const existing = this.#find(identity);
    if (!existing) {
      return { identity: this.#insert(identity, user), isNew: true };
    }
    return existing.userId === user.id
      ? { identity: existing, isNew: false }
      : undefined;
  }

  /** A user's identities, the oldest first. */
  of(user: User): ExternalIdentity[] {
    return this.#schema
      .where('externalIdentity', { userId: user.id })
      .models.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  }

  /** Takes an identity from its user, but not the last way in. */
  unlink(user: User, id: string): 'unlinked' | 'unknown' | 'last-way-in' {
    const identities = this.of(user);
    const identity = identities.find((candidate) => candidate.id === id);
    if (!identity) return 'unknown';
    if (user.password === null && identities.length === 1) return 'last-way-in';
    identity.destroy();
    return 'unlinked';
  }

  /** The user of an address, which is trimmed and whose case is ignored. */
  findUser(email: string): User | null {
    const wanted = email.trim().toLowerCase();
    return this.#schema.findBy(
      'user',
      (user) => user.email.toLowerCase() === wanted,
    );
  }

  /** A new account, without a password. */
  create({ email, firstName, isEmailVerified, lastName }: Newcomer): User {
    return this.#schema.create('user', {
      id: crypto.randomUUID(),
      email,
      firstName,
      lastName,
      isEmailVerified,
      createdAt: this.#moment(),
      password: null,
      isDisabled: false,
    });
  }

  /** The key is issuer and subject: never the address, never a name. */
  #find({ issuer, subject }: ProvenIdentity): ExternalIdentity | null {
    return this.#schema.findBy('externalIdentity', { issuer, subject });
  }

  #insert(
    { email, issuer, provider, subject }: ProvenIdentity,
    user: User,
  ): ExternalIdentity {
    return this.#schema.create('externalIdentity', {
      id: crypto.randomUUID(),
      userId: user.id,
      provider,
      issuer,
      subject,
      email: email ?? null,
      linkedAt: this.#moment(),
    });
  }

  #moment(): string {
    return new Date(this.#now()).toISOString();
  }
}

function orderOf({ id, linkedAt }: ExternalIdentity): string {
  return `${linkedAt} ${id}`;
}

/** @throws IdentityRefusedError for an account that is closed */
function open(user: User | null): User {
  if (user && !user.isDisabled) return user;
  throw new IdentityRefusedError('invalid_grant', 'The account is closed.');
}

function emailRequired() {
  return new IdentityRefusedError(
    'email_required',
    'The identity provider gave no e-mail address, and an account needs one.',
  );
}

function accountExists() {
  return new IdentityRefusedError(
    'account_exists',
    'There is an account with this e-mail address. Sign in the way you did before, then link the two.',
  );
}
