// What a badge says of a target: its median and rank in the view that the leaderboard shows first.
import type { Target } from '../../domain/target.ts';
import { printable } from '../../domain/text.ts';
import { DEFAULT_WINDOW } from '../../domain/window.ts';
import type { DetailInput } from '../detail/detail-input.ts';
import { countText, figureText, utcText } from '../format.ts';
import { ALL_REGIONS, shownRegions } from '../input.ts';
import type { ViewRow } from '../schemas.ts';
import { shownText } from '../view-document.ts';

export interface BadgeFacts {
  /** `TTFT · all regions`; what the figure is and from where. */
  readonly label: string;
  /** `138 ms · #1–2 · 7d · n 2,016`. */
  readonly message: string;
  /** The same as a sentence. */
  readonly title: string;
  readonly standing: 'ranked' | 'unranked' | 'simulation';
}

const MOST_OF_REGION = 16;
const MOST_OF_TARGET = 40;

export function badgeFacts({ board, header, views }: DetailInput, target: Target): BadgeFacts {
  const workload = board.workloads[0]?.name ?? '';
  const region = shownRegions(board.regions)[0] ?? '';
  const view = views.find(
    (each) => each.workload === workload && each.region === region && each.window === DEFAULT_WINDOW,
  );
  const shownId = shownText(target.id);
  const row = view?.rows.find((each) => each.target === shownId) ?? null;
  const where = region === ALL_REGIONS ? 'all regions' : printable(region, MOST_OF_REGION);
  const simulated = target.simulated ? 'simulation · ' : '';
  const n = `n ${countText(row?.metrics.ttftMs.n ?? 0)}`;
  const name = printable(target.id, MOST_OF_TARGET);
  return {
    label: `${simulated}TTFT · ${where}`,
    message: [medianText(row), rankText(row), DEFAULT_WINDOW, n].join(' · '),
    title: `${name}: ${simulated}median time to first token ${medianText(row)} (${n}), ${rankText(row)}, ${where}, ${DEFAULT_WINDOW}, ${utcText(header.generatedAt)}`,
    standing: target.simulated ? 'simulation' : row?.rank ? 'ranked' : 'unranked',
  };
}

function medianText(row: ViewRow | null): string {
  const figures = row?.metrics.ttftMs;
  if (figures === undefined) return 'no figure';
  if (figures.beyond.includes('p50')) return 'timed out';
  return figures.p50 === null ? 'no figure' : `${figureText(figures.p50)} ms`;
}

function rankText(row: ViewRow | null): string {
  const rank = row?.rank ?? null;
  if (rank === null) return 'unranked';
  return rank.best === rank.worst ? `#${rank.best}` : `#${rank.best}–${rank.worst}`;
}
