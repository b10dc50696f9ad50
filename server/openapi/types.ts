/** JSON Schema in the dialect of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html#schema-object). */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  name: string;
  in: 'header' | 'path' | 'query';
  description: string;
  required?: boolean;
  schema: Schema;
}

export interface Content {
  [mediaType: string]: { schema: Schema; example?: unknown };
}

export interface Answer {
  description: string;
  headers?: Readonly<Record<string, { description: string; schema: Schema }>>;
  content?: Content;
}

export interface Operation {
  operationId: string;
  tags: readonly [Tag];
  summary: string;
  description?: string;
  /** Without it nobody is asked who they are. */
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  parameters?: readonly Parameter[];
  requestBody?: { required: true; content: Content };
  /** By status. */
  responses: Readonly<Record<string, Answer>>;
}

export const METHODS = ['get', 'post', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** Paths as OpenAPI writes them: `/api/users/{id}`. */
export type Paths = Readonly<
  Record<string, Readonly<Partial<Record<Method, Operation>>>>
>;

/** The parts of the description, in the order in which they are told. */
export const TAGS = {
  Users: 'Oneself, and the directory of all users.',
  'To-dos': 'One’s own list, and nobody else’s.',
  Sessions: 'Where one is signed in.',
  Password: 'Another one, or the first.',
  Identities: 'Other providers by which one can sign in.',
  Tokens: 'OAuth 2.0: how a client gets its tokens, and gives them up.',
  OpenID: 'What an app needs of its OpenID provider.',
  Pages: 'What people see in the browser when they sign in or out here.',
  Gateway:
    'Signing in with a session in a cookie, at the addresses of oauth2-proxy.',
  Service: 'About the server itself.',
} as const;
export type Tag = keyof typeof TAGS;

/** The whole description. */
export interface Description {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  servers: readonly { url: string }[];
  tags: readonly { name: string; description: string }[];
  paths: Paths;
  components: {
    schemas: Readonly<Record<string, Schema>>;
    securitySchemes: Readonly<Record<string, Schema>>;
  };
}
