import { providerSettingName } from '../../config/default-settings.ts';
import type { Environment } from '../../server/settings-reader.ts';
import type { Sources } from './sources.ts';

/** A variable that only the server may have. */
export interface Secret {
  name: string;
  value: string;
}

const SECRET_NAME = /(^|_)(SECRET|PASSWORD|PRIVATE_KEY)$|^DATABASE_URL$/;

/** Whatever is shorter is no secret, and a part of many words. */
const SHORTEST_SECRET = 4;

/** What the client secrets of these vendors look like; their client ids look otherwise. */
const SECRET_LOOKS: Readonly<Record<string, RegExp>> = {
  any: /^(GOCSPX-|gloas-)|^.{3}8Q~/,
  facebook: /^[0-9a-f]{32}$/i,
  github: /^[0-9a-f]{40}$/i,
};

/** The secrets among the variables. */
export function secretsIn(environment: Environment): Secret[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    value?.trim() && SECRET_NAME.test(name)
      ? { name, value: value.trim() }
      : [],
  );
}

/** Whether what stands in the place of a client id looks like the client's secret. */
export function looksLikeSecret(provider: string, clientId: string): boolean {
  return [SECRET_LOOKS['any'], SECRET_LOOKS[provider]].some((look) =>
    look?.test(clientId),
  );
}

/** The values that may not be shown to anybody, wherever they stand. */
export function secretValues(
  { app, appFiles, server }: Sources,
  providers: readonly string[],
): string[] {
  const environments = [app, server, ...appFiles.map(({ values }) => values)];
  const secrets = environments.flatMap(secretsIn).map(({ value }) => value);
  const mistaken = environments.flatMap((environment) =>
    providers.flatMap((id) => {
      const value = environment[providerSettingName(id, 'CLIENT_ID')]?.trim();
      return value && looksLikeSecret(id, value) ? value : [];
    }),
  );
  const passwords = secrets.flatMap((value) =>
    URL.canParse(value) ? decodeURIComponent(new URL(value).password) : [],
  );
  return [...new Set([...secrets, ...mistaken, ...passwords])].filter(
    ({ length }) => length >= SHORTEST_SECRET,
  );
}
