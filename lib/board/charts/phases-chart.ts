// Where the time goes: a bar for each region, from the request on the wire to the end of the stream. What happens before the
// gun (DNS, TCP, TLS) stands apart to the left, on the same scale.
import { type Html, html } from '../html/html.ts';
import type { PhaseFigures } from '../samples/recent-figures.ts';
import { linearAxis } from './axis.ts';
import { fillDefinitions, fillOf } from './fills.ts';
import { drawing, edgesOf, type Room, xAxis } from './frame.ts';
import { tickText } from './tick-text.ts';

const WIDTH_PX = 440;
const ROW_PX = 44;
const BAR_PX = 16;
const GAP_PX = 10;
const PAD_PX = 14;
const NAME_LENGTH = 40;

/** In the order of the fills. */
export const BEFORE = ['dns', 'tcp', 'tls'] as const;
export const AFTER = ['headers', 'firstToken', 'total'] as const;

export interface RegionPhases {
  readonly region: string;
  readonly phases: PhaseFigures;
}

interface Part {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fill: number;
}

/** The parts after the gun; one that is not known is left out, and the next begins where the last known one ended. */
export function partsAfter(phases: PhaseFigures): readonly Part[] {
  let fromMs = 0;
  return AFTER.flatMap((phase, index) => {
    const toMs = phases[phase].p50Ms;
    if (toMs === null) return [];
    const part = { fromMs, toMs: Math.max(toMs, fromMs), fill: BEFORE.length + index };
    fromMs = part.toMs;
    return [part];
  });
}

/** The parts before the gun, in the order in which they happen; the last ends at 0. */
export function partsBefore(phases: PhaseFigures): readonly Part[] {
  const sumMs = BEFORE.reduce((sum, phase) => sum + (phases[phase].p50Ms ?? 0), 0);
  let fromMs = -sumMs;
  return BEFORE.flatMap((phase, fill) => {
    const tookMs = phases[phase].p50Ms;
    if (tookMs === null) return [];
    const part = { fromMs, toMs: fromMs + tookMs, fill };
    fromMs = part.toMs;
    return [part];
  });
}

export function phasesChart(regions: readonly RegionPhases[], prefix: string, label: string): Html {
  const { room, zeroPx, axis, pxPerMs } = measured(regions);
  const { bottom } = edgesOf(room);
  const before = (ms: number): number => zeroPx - GAP_PX + ms * pxPerMs;
  return drawing(
    room,
    label,
    html`${fillDefinitions(prefix, BEFORE.length + AFTER.length)}
      <path class="gun" d=${`M${zeroPx} 4V${bottom}`} />
      ${regions.map(({ region, phases }, row) => {
        const top = row * ROW_PX + 20;
        return html`<text class="row-name" x=${(zeroPx + 4).toFixed(1)} y=${top - 5}>${shortened(region)}</text>
          ${partsBefore(phases).map((part) => segment(part, before, top, prefix))}
          ${partsAfter(phases).map((part) => segment(part, axis.at, top, prefix))}`;
      })}
      ${xAxis(room, axis, (tick) => (tick === 0 ? '0' : tickText(tick)))}
      <text x=${room.widthPx} y=${room.heightPx - 4} text-anchor="end">ms from the request on the wire</text>`,
  );
}

// Both sides of the gun share the scale, so its place follows from the longest of either side.
function measured(regions: readonly RegionPhases[]) {
  const endMs = Math.max(...regions.flatMap(({ phases }) => partsAfter(phases).map(({ toMs }) => toMs)), 0);
  const beforeMs = Math.max(...regions.flatMap(({ phases }) => partsBefore(phases).map(({ fromMs }) => -fromMs)), 0);
  const axisEndMs = linearAxis(endMs, [0, 1], 4).ticks.at(-1) ?? 1;
  const pxPerMs = (WIDTH_PX - GAP_PX - PAD_PX) / (beforeMs + axisEndMs);
  const zeroPx = Math.round((beforeMs * pxPerMs + GAP_PX) * 10) / 10;
  const heightPx = regions.length * ROW_PX + 42;
  const room: Room = { widthPx: WIDTH_PX, heightPx, leftPx: zeroPx, rightPx: PAD_PX, topPx: 0, bottomPx: 38 };
  return { room, zeroPx, pxPerMs, axis: linearAxis(endMs, [zeroPx, edgesOf(room).right], 4) };
}

function segment({ fromMs, toMs, fill }: Part, at: (ms: number) => number, top: number, prefix: string): Html {
  const from = at(fromMs);
  const width = Math.max(at(toMs) - from, 0.5);
  return html`<rect
    class="segment"
    x=${from.toFixed(1)}
    y=${top}
    width=${width.toFixed(1)}
    height=${BAR_PX}
    fill=${fillOf(prefix, fill)}
  />`;
}

function shortened(region: string): string {
  return region.length > NAME_LENGTH ? `${region.slice(0, NAME_LENGTH - 1)}…` : region;
}
