// What the pages behind the leaderboard are made from. They are made less often than it: hourly in AWS.
import type { CardAsset } from '../detail-cache.ts';
import type { ColumnsByRegion } from '../gather.ts';
import type { Site } from '../html/layout.ts';
import type { BoardInput, ExactRequest } from '../input.ts';
import type { RecentFigures } from '../samples/recent-figures.ts';
import type { ViewDocument } from '../schemas.ts';
import type { DocumentHeader } from '../view-document.ts';
import type { SeriesDetail } from './series-detail.ts';

export interface DetailInput {
  readonly board: BoardInput;
  readonly site: Site;
  /** Of these documents: they are stale later than the leaderboard. */
  readonly header: DocumentHeader;
  /** Every view of the publication. */
  readonly views: readonly ViewDocument[];
  /** The columns of each workload by its name. */
  readonly columns: ReadonlyMap<string, ColumnsByRegion>;
  readonly recent: RecentFigures;
  readonly requests: readonly ExactRequest[];
  readonly readAsset: (name: CardAsset) => Promise<Uint8Array>;
}

/** The same for one target. */
export interface TargetDetail {
  readonly input: DetailInput;
  readonly target: BoardInput['targets'][number];
  readonly series: readonly SeriesDetail[];
}
