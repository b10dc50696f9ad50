import { checkAddresses } from './checks/addresses.ts';
import { checkProduction } from './checks/production.ts';
import { checkProviders } from './checks/providers.ts';
import { checkSecrets } from './checks/secrets.ts';
import { ofApp, type Finding, type Severity } from './finding.ts';
import type { Situation } from './situation.ts';

/** From the worst on. */
const ORDER: readonly Severity[] = ['error', 'warning', 'note'];

/** Tells what is missing, contradictory or unsafe, without asking anybody. */
export function diagnose(situation: Situation): Finding[] {
  const { refusedByApp, server } = situation;
  return [
    ...checkSecrets(situation),
    ...refusedByApp
      .filter(({ setting }) => !setting.endsWith('_CLIENT_ID'))
      .map(ofApp),
    ...(server?.refused ?? []),
    ...checkAddresses(situation),
    ...checkProviders(situation),
    ...checkProduction(situation),
  ];
}

/** Sorts findings from the worst on. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity),
  );
}
