import type { SettingName, SettingValues } from './default-settings';
import { SettingsError } from './settings-error';

/** How long a session lasts, whatever the servers say. */
export interface SessionSettings {
  /** After how long a session is over however often it was renewed, in milliseconds; absent: the servers decide. */
  sessionLifetime: number | undefined;
  /** After how long without a sign of life the user is signed out, in milliseconds; absent: never. */
  idleTimeout: number | undefined;
  /** How long before that the user is asked, in milliseconds. */
  idleWarning: number;
}

/** @throws {SettingsError} at the first of these settings that can't be used */
export function understandSession(values: SettingValues): SessionSettings {
  return {
    sessionLifetime: understandSeconds('SESSION_LIFETIME', values),
    ...understandIdle(values),
  };
}

/** Beyond it a number of seconds is a mistake: ten years. */
const MAX_SECONDS = 315_360_000;

function understandSeconds(
  name: SettingName,
  values: SettingValues,
): number | undefined {
  const value = values[name];
  if (value === '') return undefined;
  const seconds = Number(value);
  if (!/^\d+$/.test(value) || seconds < 1 || seconds > MAX_SECONDS) {
    throw new SettingsError(
      name,
      `is "${value}", which is not a number of seconds.`,
      'Write a whole number like 900, or leave it empty.',
    );
  }
  return seconds * 1_000;
}

/** WCAG 2.2.1: a user must have 20 seconds at least to say that somebody is there. */
const SHORTEST_WARNING = 20_000;

function understandIdle(
  values: SettingValues,
): Pick<SessionSettings, 'idleTimeout' | 'idleWarning'> {
  const idleTimeout = understandSeconds('IDLE_TIMEOUT', values);
  const idleWarning =
    understandSeconds('IDLE_WARNING', values) ?? SHORTEST_WARNING;
  if (idleWarning < SHORTEST_WARNING) {
    throw new SettingsError(
      'IDLE_WARNING',
      `is ${values.IDLE_WARNING} seconds, which is too short to react.`,
      'Give people 20 seconds at least (WCAG 2.2.1).',
    );
  }
  if (idleTimeout !== undefined && idleTimeout <= idleWarning) {
    throw new SettingsError(
      'IDLE_TIMEOUT',
      'is not longer than IDLE_WARNING.',
      'Make it longer, or leave it empty.',
    );
  }
  return { idleTimeout, idleWarning };
}
