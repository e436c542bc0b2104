// `npm run build`: the page's browser code and style, bundled into dist/page. The monitor makes its own at each start.
import { mkdir, writeFile } from 'node:fs/promises';
import { buildPageAssets } from '../lib/local/page-assets.ts';

const folder = new URL('../dist/page/', import.meta.url);
const { appJs, css } = await buildPageAssets();
await mkdir(folder, { recursive: true });
await writeFile(new URL('app.js', folder), appJs);
await writeFile(new URL('style.css', folder), css);
process.stdout.write(`dist/page: app.js ${appJs.length} bytes, style.css ${css.length} bytes\n`);
