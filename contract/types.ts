/**
 * The HTTP contract as data: every implementation (the real server, the simulated one in the browser)
 * is asked the same questions and must give the same answers. Nothing in this folder knows a test framework
 * or Node; `runCase` needs nothing but the three functions of a `ContractTarget`.
 */

/** What an implementation is started with for one case. Times are in seconds. */
export interface ContractSettings {
  /** Life of an access token; 3600 unless a case says otherwise. */
  accessTokenLifetime?: number;
  /** A refresh token that rests longer than this is expired; 14 days unless a case says otherwise. */
  refreshTokenLifetime?: number;
  /** Absolute end of a session, however often it is renewed; 30 days unless a case says otherwise. */
  sessionLifetime?: number;
  /** How long a used refresh token may be presented again after a lost answer; 30 by default, 0 is strict. */
  refreshTokenRetryWindow?: number;
  /** How many wrong passwords have no consequence, and the longest wait after more; as good as never unless a case says otherwise. */
  patience?: { freeFailures: number; longestWait: number };
  /** Whether the password grant is offered at all; true unless a case says otherwise. */
  passwordGrant?: boolean;
  /** Ids told by `GET /api/status`; `['password']` unless a case says otherwise. */
  signInMethods?: readonly string[];
  /** Ids of the identity providers whose codes the server redeems; none unless a case says otherwise. */
  identityProviders?: readonly string[];
}

/** Somebody at an identity provider; the names are those of the simulated providers. */
export interface Visit {
  provider: string;
  /** `approve` unless a case says otherwise. */
  scenario?: 'approve' | 'email-missing' | 'existing-account' | 'server-error';
  /** `ada` unless a case says otherwise. */
  person?: 'ada' | 'alan';
}

/** An implementation under test. */
export interface ContractTarget {
  /** Sends one request; `path` begins with `/` and carries the query string. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Starts afresh: the data of `contract/seed.ts`, no sessions, these settings, the clock at any fixed point. */
  reset(settings: ContractSettings): Promise<void>;
  /** Moves the implementation's clock forward. */
  advance(seconds: number): Promise<void>;
  /** Goes to an identity provider and comes back: the parameters of the grant that the app would then send. */
  visit(visit: Visit): Promise<Readonly<Record<string, string>>>;
}

/** A list of pairs where a name is to be sent twice, else a record. */
export type Pairs = readonly (readonly [name: string, value: string])[];
export type Fields = Readonly<Record<string, string>> | Pairs;

/** `{{name}}` in any string of a request stands for a remembered value. At most one of form, json and body is set. */
export interface ContractRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Fields;
  headers?: Readonly<Record<string, string>>;
  /** Sent as `application/x-www-form-urlencoded` unless `headers` names another type. */
  form?: Fields;
  /** Sent as `application/json` unless `headers` names another type. */
  json?: unknown;
  body?: string;
  /** Shorthand for `Authorization: Bearer ...`. */
  bearer?: string;
}

export type JsonTypeName =
  'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

/**
 * A pattern for a JSON value. A plain object is a partial pattern (other members may be there), an array must have
 * the same length, everything else must be equal. An object with exactly one `$` member is one of these:
 */
export type Operator =
  /** a string that this regular expression (its source) matches */
  | { readonly $match: string }
  | { readonly $type: JsonTypeName }
  /** an array or a string of this length */
  | { readonly $length: number }
  /** the member is not there */
  | { readonly $absent: true }
  | { readonly $not: Pattern }
  /** the object has these members and no others */
  | { readonly $keys: readonly string[] }
  /** an array; each element matches */
  | { readonly $every: Pattern }
  /** an array; at least one element matches */
  | { readonly $some: Pattern }
  /** the value matches each of these */
  | { readonly $all: readonly Pattern[] }
  | { readonly $atMost: number }
  /** an array ordered by the text at this dotted path, compared lower-cased by code unit; `-` first means descending */
  | { readonly $sortedBy: string };

export type Pattern =
  | null
  | boolean
  | number
  | string
  | Operator
  | readonly Pattern[]
  | { readonly [member: string]: Pattern | undefined };

/** A text that must be equal (`{{name}}` stands for a remembered value), a regular expression (its source), or `null` for a header that must be absent. */
export type HeaderPattern = string | { readonly $match: string } | null;

export interface Expectation {
  status: number;
  /** Names in any case. */
  headers?: Readonly<Record<string, HeaderPattern>>;
  /** The body as JSON. */
  body?: Pattern;
  /** The body as it came; `''` for an empty one. */
  text?: string | { readonly $match: string };
}

/** One request, one answer. */
export interface ExchangeStep {
  request: ContractRequest;
  expect: Expectation;
  /** Name -> dotted path in the JSON body, e.g. `{ refreshToken: 'refresh_token', id: 'data.0.id' }`. */
  remember?: Readonly<Record<string, string>>;
  /** Name -> header, e.g. `{ tag: 'etag' }`. */
  rememberHeaders?: Readonly<Record<string, string>>;
}

/** The same request several times at once; how many answers of each status must come, in any order. */
export interface ParallelStep {
  request: ContractRequest;
  parallel: number;
  expectStatuses: Readonly<Record<number, number>>;
}

/** Nothing is asked; the implementation's clock moves by so many seconds. */
export interface WaitStep {
  wait: number;
}

/** A browser goes to a provider. Each parameter of the grant that follows is remembered, as `codeOf<name>`, ... */
export interface VisitStep {
  visit: Visit;
  name: string;
}

export type Step = ExchangeStep | ParallelStep | WaitStep | VisitStep;

interface CommonCase {
  /** A sentence that starts with the checklist rows it proves: `M7 a used refresh token presented again ...`. */
  name: string;
  settings?: ContractSettings;
  steps: readonly Step[];
}

/** A case for all implementations, or for the real server alone: then `reason` says why a simulation cannot show it. */
export type ContractCase = CommonCase &
  ({ only?: undefined } | { only: 'server'; reason: string });
