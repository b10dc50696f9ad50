import { providerSettingName } from '../../../config/default-settings.ts';
import { error, type Finding } from '../finding.ts';
import { publicNames } from '../names.ts';
import { looksLikeSecret, secretsIn } from '../secrets.ts';
import type { Situation } from '../situation.ts';
import { SERVER_FILE } from '../sources.ts';

/** Shorter ones are found in other values by chance. */
const TELLING_LENGTH = 8;

/** Secrets stand in the server's file, which git does not keep, and nowhere else. */
export function checkSecrets(situation: Situation): Finding[] {
  return [
    ...inFilesOfTheApp(situation),
    ...inPublicSettings(situation),
    ...inPlaceOfClientIds(situation),
    ...inGit(situation),
  ];
}

function inFilesOfTheApp({ sources }: Situation): Finding[] {
  return sources.appFiles.flatMap((file) =>
    secretsIn(file.values).map(({ name }) =>
      error(
        name,
        `stands in ${file.name}, a file of the app. Move the line to ${SERVER_FILE}.`,
      ),
    ),
  );
}

function inPublicSettings({
  providers,
  sources,
  written,
}: Situation): Finding[] {
  const { app, server } = sources;
  const secrets = [...secretsIn(server), ...secretsIn(app)];
  const names = publicNames(providers.map(({ id }) => id));
  const settings: Readonly<Record<string, string | undefined>> = written;
  return names.flatMap((name) => {
    const values = [settings[name], app[name], server[name]];
    const secret = secrets.find(({ value }) =>
      values.some((text) => holds(text, value)),
    );
    return secret === undefined
      ? []
      : error(
          name,
          `holds the value of ${secret.name}, and everybody can read it. Put its own value there, and have a new secret made.`,
        );
  });
}

function holds(text = '', secret: string): boolean {
  return secret.length < TELLING_LENGTH
    ? text.trim() === secret
    : text.includes(secret);
}

function inPlaceOfClientIds({ providers, sources }: Situation): Finding[] {
  return providers.flatMap(({ id }) => {
    const name = providerSettingName(id, 'CLIENT_ID');
    const values = [sources.app[name], sources.server[name]];
    return values.some((value) => value && looksLikeSecret(id, value.trim()))
      ? error(
          name,
          'looks like a client secret, and everybody can read it. Put the client id there, and have a new secret made.',
        )
      : [];
  });
}

function inGit({ sources }: Situation): Finding[] {
  return sources.isServerFileTracked
    ? [
        error(
          SERVER_FILE,
          `is kept by git. Run git rm --cached ${SERVER_FILE}, and have new secrets made.`,
        ),
      ]
    : [];
}
