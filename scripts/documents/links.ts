import { proseOf } from './code-blocks.ts';

/** A link of a document to a file beside it, or to a heading of its own. */
export interface Link {
  /** As it is written; empty for the document itself. */
  path: string;
  /** What stands after `#`; empty where nothing does. */
  anchor: string;
}

const INLINE_LINK = /\]\(([^()\s]*)\)/g;
const INLINE_CODE = /`[^`\n]*`/g;
const HAS_SCHEME = /^[a-z][a-z+.-]*:/i;
const HEADING = /^#{1,6} +(.*?) *#*$/gm;

/** The links of a document that stay within the project. */
export function relativeLinks(markdown: string): Link[] {
  const prose = proseOf(markdown).replace(INLINE_CODE, '');
  return [...prose.matchAll(INLINE_LINK)]
    .map(([, target = '']) => target)
    .filter((target) => !HAS_SCHEME.test(target))
    .map((target) => {
      const [path = '', anchor = ''] = target.split('#');
      return { path, anchor };
    });
}

/** What the headings of a document can be linked by, as GitHub makes it. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(markdown).matchAll(HEADING)) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) {
      unique = `${anchor}-${count}`;
    }
    anchors.add(unique);
  }
  return anchors;
}
