// The files that the card image is drawn with, from the packages that bring them.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CardAsset } from '../board/detail-cache.ts';

const packages = createRequire(import.meta.url);

const PLACES: Readonly<Record<CardAsset, string>> = {
  'resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'font.ttf': '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
};

/** @throws what the file system or the resolution of modules throws, if a package is not installed */
export async function readCardAsset(name: CardAsset): Promise<Uint8Array> {
  return readFile(packages.resolve(PLACES[name]));
}
