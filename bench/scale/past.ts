// What lies behind a deployment, made up as columns.
import { METRIC_NAMES } from '../../lib/domain/metric.ts';
import { OUTCOME_OK, type SeriesColumns, type SeriesKey } from '../../lib/domain/series.ts';
import { encodeValue } from '../../lib/domain/value-code.ts';
import { byMetric } from '../../lib/results/columns.ts';
import { DAY_MS, HOUR_MS } from './scene.ts';

const PATTERNS = 61;

/**
 * Columns without number in little time: each series has a level of its own, between 150 ms and 4 s, and scatters around it by
 * one of a few patterns, begun at a place of its own.
 */
export function pastOf(everyMs: number): (series: SeriesKey, startMs: number, lengthMs: number) => SeriesColumns {
  const perDay = DAY_MS / everyMs;
  const patterns = Array.from({ length: PATTERNS }, () => Int16Array.from({ length: 2 * perDay }, scatter));
  return ({ region, target }, startMs, lengthMs) => {
    const length = lengthMs / everyMs;
    const seed = hashOf(`${region} ${target}`);
    const level = encodeValue(150 * (4_000 / 150) ** ((hashOf(target) % 1_000) / 1_000));
    const place = seed + startMs / HOUR_MS;
    const pattern = patterns[place % PATTERNS] as Int16Array;
    const from = (place * 7) % perDay;
    const codes = Uint16Array.from({ length }, (_, index) => level + (pattern[from + (index % perDay)] as number));
    return {
      slots: Uint32Array.from({ length }, (_, index) => (startMs + index * everyMs) / 1_000),
      outcomes: new Uint8Array(length).fill(OUTCOME_OK),
      codes: byMetric((metric) => (metric === METRIC_NAMES[0] ? codes : codes.map((code) => code + 3_000))),
    };
  };
}

// Codes of a log-normal value around its median: 0.35 in natural logarithms are 1,680 steps.
function scatter(): number {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return Math.round(1_680 * Math.max(-4, Math.min(4, normal)));
}

function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash;
}
