import type { SettingsError } from '../../config/settings.ts';
import type { SettingsError as ServerSettingsError } from '../../server/settings-reader.ts';

/** An `error` can't work or is unsafe, a `warning` will be one in production, a `note` is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** One thing to know about the settings. */
export interface Finding {
  severity: Severity;
  /** The variable, or the file. */
  name: string;
  /** What is wrong with it, and what to do about it, as the rest of a sentence that begins with the name. */
  text: string;
}

/** Something that can't work, or is unsafe. */
export function error(name: string, text: string): Finding {
  return { severity: 'error', name, text };
}

/** Something that will be wrong in production, or looks like a mistake. */
export function warning(name: string, text: string): Finding {
  return { severity: 'warning', name, text };
}

/** Something worth knowing. */
export function note(name: string, text: string): Finding {
  return { severity: 'note', name, text };
}

/** What the app, or its build, refuses. */
export function ofApp({ message, setting }: SettingsError): Finding {
  return error(setting, message.slice(setting.length + 1));
}

/** What the server refuses at its start. */
export function ofServer({ problems }: ServerSettingsError): Finding[] {
  return problems.map((problem) => {
    const name = /^[A-Z][A-Z0-9_]+(?= )/.exec(problem)?.[0];
    return name === undefined
      ? error('SIGN_IN_METHODS', `of the server: ${problem}`)
      : error(name, problem.slice(name.length + 1));
  });
}
