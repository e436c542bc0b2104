// Where the comparison of chosen targets stands. Its page works in the browser; the state is in the query.
import { ALL_REGIONS } from '../../input.ts';
import { PAGES, SIDE_BY_SIDE } from '../../paths.ts';

/**
 * The address of the comparison under a view's workload, region and window, to which the browser adds the chosen targets
 * (`&t=`): for `data-compare` of the leaderboard's table.
 */
export function compareAddress(
  toRoot: string,
  { workload, region, window }: { readonly workload: string; readonly region: string; readonly window: string },
): string {
  const query = new URLSearchParams({ workload, region: region === SIDE_BY_SIDE ? ALL_REGIONS : region, window });
  return `${toRoot}${PAGES.compare}?${query}`;
}
