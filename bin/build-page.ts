// `npm run build`: the pages' browser code and style, bundled into dist/page. The monitor makes its own at each start.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buildPageAssets } from '../lib/local/page-assets.ts';

const folder = new URL('../dist/page/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const { path, body } of (await buildPageAssets()).files) {
  await writeFile(new URL(basename(path), folder), body);
  process.stdout.write(`dist/page/${basename(path)}: ${Buffer.byteLength(body)} bytes\n`);
}
