// What has to be said beside a table: how it was made, what does not count, who is not ranked.
import { plural } from '../../../board/format.ts';
import { SIMULATION_NOTE } from '../../../board/labels.ts';
import { printable } from '../../../domain/text.ts';
import { QUANTILES } from '../../../stats/quantile.ts';
import type { RaceReport, RegionStandings } from './standings.ts';

/** Lines above all tables: empty unless the figures are no real ones. */
export function bannerOf({ simulation }: RaceReport): string | null {
  return simulation ? SIMULATION_NOTE.replace(/^Simulation/, 'SIMULATION') : null;
}

/** `us-east-1, chat: 12 rounds from 2026-11-22 03:15:00 UTC`. */
export function headingOf(
  { region, rounds }: RegionStandings,
  { workload, roundsAsked, interrupted }: RaceReport,
): string {
  const done = interrupted ? `${rounds.length} of ${plural(roundsAsked, 'round')}` : plural(rounds.length, 'round');
  const from = rounds[0]?.scheduledAt.replace('T', ' ').replace('Z', ' UTC') ?? '';
  return `${region}, ${workload.name}: ${done} from ${from}${interrupted ? ', interrupted' : ''}`;
}

/** What failed and how, for where the table has no room to say it. */
export function failuresNote({ standings }: RegionStandings): string {
  const failing = standings.flatMap(({ target, figures: { failures } }) => {
    const classes = Object.entries(failures).map(([failure, count]) => `${count} ${failure}`);
    return classes.length === 0 ? [] : [`${printable(target)} ${classes.join(', ')}`];
  });
  return `Failures: ${failing.join('; ')}.`;
}

/** Who is not ranked and why, what came out of a cache, what is void and why. */
export function notesOf({ standings, samples, cached, voided, voidReasons }: RegionStandings): readonly string[] {
  const lines: string[] = [];
  const someRanked = standings.some(({ rank }) => rank !== null);
  const byReason = Map.groupBy(
    standings.filter(({ unrankedReason }) => someRanked && unrankedReason !== null),
    ({ unrankedReason }) => unrankedReason,
  );
  for (const [reason, unranked] of byReason) {
    lines.push(`Not ranked: ${unranked.map(({ target }) => printable(target)).join(', ')}: ${reason}.`);
  }
  if (cached > 0) {
    const whose = standings.filter(({ figures }) => figures.cached > 0).map(({ target }) => printable(target));
    lines.push(
      `${cached} of ${plural(samples, 'sample')} out of a cache (${whose.join(', ')}): ok, but in no figure of speed.`,
    );
  }
  if (voided > 0) {
    const reasons = Array.from(voidReasons, ([reason, count]) => `${reason} ${count}`).join(', ');
    lines.push(
      `${voided} of ${plural(samples, 'sample')} void: our own instrument was late (${reasons}). Void samples count nowhere.`,
    );
  }
  return lines;
}

/** What the columns mean. */
export const LEGEND = `TTFT: request on the wire to the first token of any kind. Speed: output tokens/s from then on; none of a stream that came in a burst. -: too few values (p50 from ${QUANTILES.p50.minValues}, p95 from ${QUANTILES.p95.minValues}).`;

export const NOTHING_DONE = 'Interrupted before the first round was done.';
