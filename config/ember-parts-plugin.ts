import type { Plugin } from 'vite';

/** What the app's first script does without, by the files that Ember's package has it in. */
const UNUSED = [
  // Builders of pages that a server has rendered. Ember looks them up by the mode in which it is booted: `boot({ _renderMode })` throws.
  /\/ember-source\/dist\/prod\/.*\/(rehydrate|serialize)-builder/,
  // `<Input>` and `<Textarea>`: the app has elements of HTML, which template-lint wants, too.
  /\/ember-source\/dist\/prod\/.*\/textarea-/,
];

const PUBLIC_MODULE =
  /\/ember-source\/dist\/prod\/packages\/@ember\/component\/index\.js$/;

/** Leaves out of a build for production what Ember brings along and this app has no use for: 3 KB, compressed. */
export function emberPartsPlugin(): Plugin {
  return {
    name: 'ember-parts',
    apply: 'build',
    transform: {
      filter: { id: [...UNUSED, PUBLIC_MODULE] },
      handler: (code, id) =>
        PUBLIC_MODULE.test(id) ? withoutFields(code) : withoutCode(code),
    },
  };
}

/** The same exports, all of them `undefined`. */
function withoutCode(code: string): string {
  const [, list] = /\bexport \{([^}]*)\};?\s*$/.exec(code)!;
  const names = list!.split(',').map((name) => name.split(' as ').pop());
  return names.map((name) => `export const ${name} = undefined;`).join('');
}

/** Who imports one of the two all the same is told by the build. */
function withoutFields(code: string): string {
  return code.replace(/^export \{[^}]*\bTextarea\b[^}]*\} from .*$/m, '');
}
