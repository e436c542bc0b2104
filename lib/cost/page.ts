// The public page: what the publisher writes, and what readers fetch.
import type { Config } from '../domain/config.ts';
import { WINDOWS } from '../domain/window.ts';
import { PUBLICATIONS } from './scale.ts';
import type { Scene, Usage } from './usage.ts';

/** Data, table and page of each view. */
const FILES_A_VIEW = 3;
// the start page, the index and the incidents; the feed changes with them only
const FURTHER_FILES = 3;
/** The list of what is in the bucket is written before and after. */
const MANIFEST_WRITES = 2;

/** Files that change with each publication, because each says when it was made; a history for each target. */
export function filesOf({ workloads, regions, targets }: Config): number {
  const places = regions.length > 1 ? regions.length + 1 : regions.length;
  return workloads.length * places * WINDOWS.length * FILES_A_VIEW + targets.length + FURTHER_FILES;
}

export function pageUsages({ config, hub, assumed }: Scene): Usage[] {
  const { pageViews, requestsPerView, kilobytesPerView, kilobytesPerFile } = assumed;
  const requests = pageViews * requestsPerView;
  const usage = (what: string, meter: Usage['meter'], quantity: number): Usage => ({
    ...{ group: 'Page', what, meter, region: hub, quantity },
  });
  return [
    usage('files written', 'bucketWrites', PUBLICATIONS * (filesOf(config) + MANIFEST_WRITES)),
    usage('files read', 'bucketReads', requests / 2 + PUBLICATIONS),
    usage('bucket', 'bucketGbMonths', (filesOf(config) * kilobytesPerFile) / 1e6),
    usage('CloudFront requests', 'cdnRequests', requests),
    usage('CloudFront function', 'cdnFunctionRuns', requests),
    usage('CloudFront traffic', 'cdnGb', (pageViews * kilobytesPerView) / 1e6),
  ];
}
