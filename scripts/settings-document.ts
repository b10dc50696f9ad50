/** `npm run docs:settings`: writes `docs/settings.md` anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child-process.ts';
import { toSettingsDocument } from './documents/settings-table.ts';

const example = readFileSync(join(root, '.env.example'), 'utf8');
writeFileSync(join(root, 'docs/settings.md'), toSettingsDocument(example));
