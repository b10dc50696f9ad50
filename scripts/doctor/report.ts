import { consolePages, type ConsolePage } from './consoles.ts';
import { worstFirst } from './diagnose.ts';
import type { Finding, Severity } from './finding.ts';
import type { Situation } from './situation.ts';

/** ANSI (ECMA-48 section 8.3.117): red, yellow, blue. */
const COLOURS: Readonly<Record<Severity, number>> = {
  error: 31,
  warning: 33,
  note: 34,
};

/** Longer values tell nothing more. */
const LONGEST_LINE = 1_000;

export interface ReportOptions {
  /** Whether a person looks at it, on a terminal. */
  hasColours: boolean;
  /** Never shown, wherever they stand. */
  secrets: readonly string[];
}

/** All that the doctor says, as lines. */
export function report(
  situation: Situation,
  findings: readonly Finding[],
  { hasColours, secrets }: ReportOptions,
): string[] {
  const sorted = worstFirst(findings);
  const address = `${situation.origin}${situation.rootUrl}`.replace(/\/$/, '');
  const where = situation.isOriginKnown
    ? address
    : `${address} (nobody says where: set PUBLIC_URL, or --origin)`;
  const said = (text: string) => printable(withoutSecrets(text, secrets));
  return [
    said(`Settings for ${situation.environment}, the app at ${where}`),
    '',
    ...sorted.map(({ name, severity, text }) =>
      [
        hasColours ? coloured(severity) : severity.padEnd(7),
        said(name),
        said(text),
      ].join(' '),
    ),
    counts(sorted),
    '',
    'Lines for the consoles of the providers',
    ...consolePages(situation).flatMap(pageLines).map(said),
  ];
}

function pageLines({ fields, title }: ConsolePage): string[] {
  return [
    '',
    title,
    ...fields.flatMap(([label, ...values]) => [
      `  ${label}`,
      ...values.map((value) => `    ${value}`),
    ]),
  ];
}

function counts(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing to complain about.';
  const of = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  return `Errors: ${of('error')}, warnings: ${of('warning')}, notes: ${of('note')}`;
}

/** Also where an address holds a password, or a secret was put into the wrong variable. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: one may be a part of another.
  const hidden = secrets
    .toSorted((one, other) => other.length - one.length)
    .reduce((line, secret) => line.replaceAll(secret, '***'), text);
  return hidden.replace(/\/\/[^/\s@]*@/g, '//***@');
}

/** Settings and answers of others could hold what a terminal obeys. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, LONGEST_LINE);
}

function coloured(severity: Severity): string {
  return `\u001b[${COLOURS[severity]}m${severity.padEnd(7)}\u001b[0m`;
}
