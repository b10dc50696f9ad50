import { DEFAULT_SETTINGS } from '../../config/default-settings.ts';

/** One paragraph of `.env.example`: what it says, and the settings that it says it of. */
interface Paragraph {
  text: string;
  settings: { name: string; value: string }[];
}

/** `# NAME=value`, as a line that can be uncommented. */
const SETTING = /^# ([A-Z][A-Z0-9_]*)=(.*)$/;

/**
 * `docs/settings.md`: the settings of the app as `.env.example` describes them, with the defaults of the code.
 *
 * @throws {TypeError} where the two do not name the same settings, or differ in a default
 */
export function toSettingsDocument(example: string): string {
  const paragraphs = parse(example).filter(
    ({ settings }) => settings.length > 0,
  );
  const written = new Map(
    paragraphs.flatMap(({ settings }) =>
      settings.map(({ name, value }) => [name, value] as const),
    ),
  );
  for (const [name, value] of Object.entries(DEFAULT_SETTINGS)) {
    if (written.get(name) !== value) {
      throw new TypeError(`${name} is not in .env.example as it is in code.`);
    }
  }
  return `# Settings of the app

Made of \`.env.example\` and \`config/default-settings.ts\` by \`npm run docs:settings\`. Those of the server are in
[server/README.md](../server/README.md#settings).

| setting | default | what it is |
| --- | --- | --- |
${paragraphs.map(toRow).join('\n')}
`;
}

function parse(example: string): Paragraph[] {
  return example.split(/\n\s*\n/).map((block) => {
    const lines = block.split('\n');
    const settings = lines.flatMap((line) => {
      const [, name, value] = SETTING.exec(line) ?? [];
      return name === undefined ? [] : [{ name, value: value ?? '' }];
    });
    const text = lines
      .filter((line) => !SETTING.test(line))
      .map((line) => line.replace(/^# ?/, ''))
      .join(' ')
      .trim();
    return { text, settings };
  });
}

function toRow({ settings, text }: Paragraph): string {
  const names = settings.map(({ name }) => `\`${name}\``).join(', ');
  const values = settings
    .map(({ value }) => value && `\`${value}\``)
    .filter(Boolean)
    .join(', ');
  return `| ${[names, values, text].map(escapeCell).join(' | ')} |`;
}

const escapeCell = (text: string) =>
  text.replaceAll('|', '\\|').replace(/<(\w+)>/g, '\\<$1>');
