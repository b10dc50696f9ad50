import type { Instantiate, Registry, Server } from 'miragejs';
import type { factories } from './factories/index.ts';
import type { models } from './models/index.ts';

/** What Mirage's database holds: the models, and the attributes that the factories give them. */
export type SimulatedRegistry = Registry<typeof models, typeof factories>;

/** Mirage's own server, which knows these models. */
export type MirageServer = Server<SimulatedRegistry>;
export type SimulatedSchema = MirageServer['schema'];

export type User = Instantiate<SimulatedRegistry, 'user'>;
export type TokenFamily = Instantiate<SimulatedRegistry, 'tokenFamily'>;
export type RefreshToken = Instantiate<SimulatedRegistry, 'refreshToken'>;
export type AccessToken = Instantiate<SimulatedRegistry, 'accessToken'>;
export type Todo = Instantiate<SimulatedRegistry, 'todo'>;
export type ExternalIdentity = Instantiate<
  SimulatedRegistry,
  'externalIdentity'
>;
export type AuthorizationCode = Instantiate<
  SimulatedRegistry,
  'authorizationCode'
>;
