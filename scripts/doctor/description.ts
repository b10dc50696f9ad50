import { error, warning, type Finding } from './finding.ts';

/** A description of a server, of which nothing is known yet. */
export type Description = Readonly<Record<string, unknown>>;

/** One thing that the settings say and the server's own description must say, too. */
export interface Expected {
  member: string;
  /** The variable that says it here. */
  name: string;
  /** Nothing where nobody says it: then it has to be there. */
  value: string | undefined;
}

/** Where to ask, and what must come. */
export interface Question {
  issuer: string;
  /** The variable that names the issuer. */
  name: string;
  algorithm: 'oidc' | 'oauth2';
  expected: readonly Expected[];
}

/** Says where a server's description and the settings disagree. */
export function compare(found: Description, question: Question): Finding[] {
  return [
    ...aboutIssuer(found, question),
    ...aboutPkce(found, question),
    ...question.expected.flatMap((one) => aboutMember(found, one)),
  ];
}

/** Texts, not addresses: a slash more is another issuer (RFC 8414 section 3.3). */
function aboutIssuer(
  { issuer: said }: Description,
  { issuer, name }: Question,
): Finding[] {
  return said === issuer
    ? []
    : [
        error(
          name,
          `is ${issuer}, but the server there calls itself ${shown(said)}. Write what it says, exactly.`,
        ),
      ];
}

function aboutPkce(
  { code_challenge_methods_supported: methods }: Description,
  { issuer, name }: Question,
): Finding[] {
  if (methods === undefined) {
    return [
      warning(
        name,
        `is ${issuer}, which does not say that it checks PKCE. Ask its maker whether it knows S256.`,
      ),
    ];
  }
  return Array.isArray(methods) && methods.includes('S256')
    ? []
    : [
        error(
          name,
          `is ${issuer}, which does not know the PKCE method S256. Have it switched on there.`,
        ),
      ];
}

function aboutMember(
  found: Description,
  { member, name, value }: Expected,
): Finding[] {
  const said = found[member];
  if (typeof said === 'string' && (value ?? said) === said) return [];
  return [
    error(
      name,
      value === undefined
        ? `is not set, and the server’s description has no ${member}.`
        : `is ${value}, but the server’s description has ${shown(said)}. Write that, or leave the line out.`,
    ),
  ];
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}
