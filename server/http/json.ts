/** Deeper than anything that this server reads, and too shallow to hurt. */
const MAXIMUM_DEPTH = 16;

/**
 * A JSON text that a client sent. The parser itself does not mind depth, but whatever walks through the value later does.
 * @throws SyntaxError for what is no JSON, or nested too deeply
 */
export function parseJson(text: string): unknown {
  if (depthOf(text) > MAXIMUM_DEPTH) {
    throw new SyntaxError('The JSON is nested too deeply.');
  }
  return JSON.parse(text) as unknown;
}

/** Brackets count outside of texts; a quotation mark after a backslash does not end a text. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
