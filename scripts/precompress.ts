import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isText } from '../server/app-files/media-types.ts';

const LEAST_SIZE = 1024;

/**
 * Writes a `.br` and a `.gz` beside every text file of a build that is larger than 1 kB, so that the server compresses
 * nothing while somebody waits. Run it after the build: `node --import tsx scripts/precompress.ts [folder]`.
 */
async function precompress(folder: string): Promise<number> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const texts = entries
    .filter((entry) => entry.isFile() && isText(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));

  let count = 0;
  for (const file of texts) {
    if ((await stat(file)).size <= LEAST_SIZE) continue;
    const content = await readFile(file);
    await writeFile(`${file}.br`, await toBrotli(content));
    await writeFile(`${file}.gz`, await toGzip(content));
    count += 1;
  }
  return count;
}

function toBrotli(content: Buffer): Promise<Buffer> {
  return promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

function toGzip(content: Buffer): Promise<Buffer> {
  return promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION });
}

const folder = process.argv[2] ?? 'dist';
precompress(folder).then(
  (count) => process.stdout.write(`Compressed ${count} files in ${folder}.\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
