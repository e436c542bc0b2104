// The history of one target, in every region and workload it races in.
import type { Target } from '../domain/target.ts';
import { isoSeconds, rounded } from '../domain/time.ts';
import type { DailyFigures, HourOfDay, SeriesDetail } from './detail/series-detail.ts';
import { significant } from './format.ts';
import type { SeriesDocument } from './schemas.ts';
import { type DocumentHeader, shownText } from './view-document.ts';

type History = SeriesDocument['histories'][number];

/** @param details those of this target */
export function seriesDocument(
  target: Target,
  details: readonly SeriesDetail[],
  header: DocumentHeader,
): SeriesDocument {
  return {
    schema: 'photofinish/series@1',
    ...header,
    simulation: target.simulated,
    target: shownText(target.id),
    provider: shownText(target.providerLabel),
    simulated: target.simulated,
    histories: details.map(historyOf),
  };
}

function historyOf({ workload, region, hourly, daily, distribution, hoursOfDay }: SeriesDetail): History {
  return {
    workload,
    region,
    startsAt: isoSeconds(hourly.startsAtMs),
    bucketS: hourly.bucketMs / 1000,
    ttftP50Ms: hourly.ttftP50Ms.map(asShown),
    ttftLowMs: hourly.ttftLowMs.map(asShown),
    ttftHighMs: hourly.ttftHighMs.map(asShown),
    n: [...hourly.n],
    failed: [...hourly.failed],
    daily: dailyOf(daily),
    distribution: { ...distribution, ttftMs: distribution.ttftMs.map(significant) },
    hoursOfDay: hoursOfDay.map(hourOf),
  };
}

// As the page writes figures: an hour holds a dozen values, and more digits would only make the file a quarter larger.
function asShown(value: number | null): number | null {
  if (value === null || value >= 99.95) return rounded(value, 0);
  return rounded(value, value >= 9.995 ? 1 : 2);
}

function dailyOf({ startsAtMs, n, ttftP95Ms, voided, failures }: DailyFigures): History['daily'] {
  return {
    startsAt: isoSeconds(startsAtMs),
    n: [...n],
    ttftP95Ms: ttftP95Ms.map(significant),
    voided: [...voided],
    failures: Object.fromEntries(Object.entries(failures).map(([failure, counts]) => [failure, [...counts]])),
  };
}

function hourOf({ n, p25Ms, p50Ms, p75Ms }: HourOfDay): History['hoursOfDay'][number] {
  return { n, p25Ms: significant(p25Ms), p50Ms: significant(p50Ms), p75Ms: significant(p75Ms) };
}
