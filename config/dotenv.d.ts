/** Where ember-cli-dotenv reads settings from; `path` holds the files that exist, the one that wins first. */
declare function dotenv(environment: string, root?: string): { path: string[] };

export = dotenv;
