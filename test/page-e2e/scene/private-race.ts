// What `photofinish race --format ndjson` writes of a made-up race of a few minutes.
import { seededRandom } from '../../../lib/fleet/random.ts';
import { sampleAt } from './recent.ts';

const FIRST_SLOT = Date.UTC(2026, 10, 22, 3, 15) / 1_000;
const EVERY_S = 10;

/** Lines of samples; each target is by half slower than the one before. */
export function privateRace(targets: readonly string[], rounds: number): string {
  const random = seededRandom('race');
  const key = { workload: 'chat', region: 'us-east-1' };
  const lines = Array.from({ length: rounds }, (_, round) =>
    targets.map((target, place) => {
      const ttftMs = 100 * 1.5 ** place * (0.95 + 0.1 * random());
      const totalMs = ttftMs + 1_400;
      const values = { outputTokensPerSecond: 90, endToEndTokensPerSecond: 128_000 / totalMs };
      const at = { slot: FIRST_SLOT + EVERY_S * round, outcome: 0, ttftMs, firstAnswerMs: ttftMs, totalMs, ...values };
      return `${JSON.stringify(sampleAt({ ...key, target }, at))}\n`;
    }),
  );
  return lines.flat().join('');
}
