// Publishes the made-up boards, in a process of its own, as every publisher is: node publish-boards.ts FOLDER NAME=ADDRESS...
import { join } from 'node:path';
import { buildPageAssets } from '../../lib/local/page-assets.ts';
import { BOARDS, type BoardName } from './scene/boards.ts';
import { publishScene } from './scene/scene.ts';

const [folder = '', ...sites] = process.argv.slice(2);
const assets = await buildPageAssets();
for (const site of sites) {
  const mark = site.indexOf('=');
  const name = site.slice(0, mark) as BoardName;
  await publishScene(BOARDS[name](Date.now()), join(folder, name), site.slice(mark + 1), assets);
}
