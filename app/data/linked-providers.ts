import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { AuthError, type AuthErrorCode } from '../auth/errors';
import { errorsOf } from '../auth/json-api-errors';
import { toParameters, type PresentedCode } from '../auth/presented-code';
import { isRecord, own } from '../auth/session-data';
import type ApiService from '../services/api';
import type SessionService from '../services/session';
import type SettingsService from '../services/settings';
import { ApiError } from '../handlers/authorized';
import { askApi } from './ask-api';

/** An identity provider by which the user can sign in, as the API lists it. */
export interface LinkedProvider {
  /** Of the link, not of the provider. */
  id: string;
  /** The provider's id. */
  provider: string;
  email: string | undefined;
  linkedAt: Date | undefined;
}

/** What our server's own codes mean (`server/README.md`). */
const ERROR_CODES: Readonly<Record<string, AuthErrorCode>> = {
  'identity-taken': 'identity-taken',
  'last-way-in': 'last-way-in',
  'identity-refused': 'code-refused',
  'identity-provider-error': 'provider-unavailable',
};

/** The identity providers that are linked with the user's account. Its methods throw `AuthError` and nothing else. */
export default class LinkedProviders {
  @service declare private readonly api: ApiService;
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  /** Absent until they are loaded. */
  @tracked all: readonly LinkedProvider[] | undefined;

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  load(): Promise<void> {
    return waitForPromise(this.#load());
  }

  /** Has our server redeem a provider's code for whoever is signed in. */
  async link(code: PresentedCode): Promise<void> {
    await this.#ask('', { method: 'POST', body: toParameters(code) });
  }

  /** @throws {AuthError} `last-way-in` where the user could not sign in any more */
  async unlink({ id }: LinkedProvider): Promise<void> {
    await this.#ask(`/${encodeURIComponent(id)}`, { method: 'DELETE' });
    this.all = this.all?.filter((linked) => linked.id !== id);
  }

  async #load(): Promise<void> {
    const { epoch } = this.session;
    const document = await this.#ask('');
    const data = isRecord(document) ? own(document, 'data') : undefined;
    if (!Array.isArray(data)) {
      throw new AuthError('bad-answer', 'That is no list of providers.');
    }
    if (epoch !== this.session.epoch) return;
    this.all = data.flatMap((resource) => parseLinked(resource) ?? []);
  }

  async #ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const url = `${this.settings.values.apiBase}me/identities${path}`;
    try {
      return await askApi(this.api, url, init);
    } catch (error) {
      const code = error instanceof ApiError && codeOf(error.content);
      if (!code) throw error;
      throw new AuthError(code, 'The API said why not.', { cause: error });
    }
  }
}

function parseLinked(resource: unknown): LinkedProvider | undefined {
  if (!isRecord(resource)) return undefined;
  const id = own(resource, 'id');
  const attributes = own(resource, 'attributes');
  const provider = isRecord(attributes) && own(attributes, 'provider');
  if (typeof id !== 'string' || typeof provider !== 'string') return undefined;
  const email = isRecord(attributes) ? own(attributes, 'email') : undefined;
  const at = isRecord(attributes) ? own(attributes, 'linked-at') : undefined;
  const linkedAt = new Date(typeof at === 'string' ? at : Number.NaN);
  return {
    id,
    provider,
    email: typeof email === 'string' ? email : undefined,
    linkedAt: Number.isNaN(linkedAt.getTime()) ? undefined : linkedAt,
  };
}

/** The `code` of the first error of a JSON:API document. */
function codeOf(document: unknown): AuthErrorCode | undefined {
  const [first] = errorsOf(document);
  const code = first && own(first, 'code');
  return typeof code === 'string'
    ? (own(ERROR_CODES, code) as AuthErrorCode | undefined)
    : undefined;
}
