// What the publisher in AWS makes pages with, made on the machine that deploys it.
import type { Config } from '../domain/config.ts';
import { readCardAsset } from './card-assets.ts';
import { exactRequests } from './exact-requests.ts';
import { buildPageAssets } from './page-assets.ts';

/** @throws PageAssetsError */
export async function publisherFiles(config: Config) {
  return { assets: await buildPageAssets(), requests: await exactRequests(config), readAsset: readCardAsset };
}
