import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingsOf as terminalStandings } from '../../../lib/local/terminal/report/standings.ts';
import { standingsOf } from '../../../lib/page/share/standings.ts';
import { CHAT, failedSample, fullRace, roundsOf, sampleOf } from '../../local/terminal/report/raced.ts';
import { sharedRace } from './shared.ts';

type Rounds = ReturnType<typeof fullRace>;

function fromLink(rounds: Rounds) {
  const run = sharedRace(rounds);
  const [region] = run.regions;
  return region === undefined ? [] : standingsOf(run, region);
}

/** What a shared race must say as the terminal says it. */
function comparable(rounds: Rounds) {
  const inTerminal = terminalStandings(rounds, CHAT)[0]?.standings ?? [];
  return inTerminal.map(({ target, rank, unrankedReason, figures }) => ({ id: target, rank, unrankedReason, figures }));
}

describe('the standings of a shared race', () => {
  it('are those of the terminal', () => {
    const expected = comparable(fullRace());
    const shared = fromLink(fullRace());
    expect(shared.map(({ id, rank, unrankedReason }) => ({ id, rank, unrankedReason }))).toEqual(
      expected.map(({ id, rank, unrankedReason }) => ({ id, rank, unrankedReason })),
    );
    expect(shared.map(({ rank }) => rank?.worst ?? null)).toEqual([1, 3, 3, null, null]);
  });

  it('have the figures of the terminal, but for the digits that a link leaves out', () => {
    const expected = comparable(fullRace());
    fromLink(fullRace()).forEach(({ figures }, place) => {
      const inTerminal = expected[place]?.figures;
      const { attempts, ok, cached, voided, failures, failedShare } = figures;
      expect(inTerminal).toMatchObject({ attempts, ok, cached, voided, failures, failedShare });
      for (const metric of ['ttftMs', 'totalMs', 'outputTokensPerSecond'] as const) {
        const { n, p50, p50Interval, p95 } = figures.metrics[metric];
        const known = inTerminal?.metrics[metric];
        expect({ n, p95 }).toEqual({ n: known?.n, p95: known?.p95 });
        expect(p50 === null).toBe(known?.p50 === null);
        // three digits are within 0.5 %
        if (p50 !== null && known?.p50 != null) expect(Math.abs(p50 / known.p50 - 1)).toBeLessThan(0.005);
        if (metric === 'ttftMs' && p50Interval !== null) {
          expect(Math.abs(p50Interval.low / (known?.p50Interval?.low ?? 0) - 1)).toBeLessThan(0.002);
        }
      }
    });
  });

  it('end-to-end speed is tokens over the whole time', () => {
    const rounds = roundsOf(
      Array.from({ length: 11 }, () => [sampleOf('a/b', 100, { totalMs: 2_000, outputTokens: 130 })]),
    );
    expect(fromLink(rounds)[0]?.figures.metrics.endToEndTokensPerSecond.p50).toBeCloseTo(65, 1);
  });

  it('whatever happened, place for place as in the terminal', () => {
    const sample = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.double({ min: 20, max: 3_000, noNaN: true }).map((ms) => (id: string) => sampleOf(id, ms)),
      },
      { weight: 1, arbitrary: fc.constant((id: string) => failedSample(id, 'server-error')) },
      { weight: 1, arbitrary: fc.constant((id: string) => failedSample(id, 'timeout-first-token')) },
      { weight: 1, arbitrary: fc.constant((id: string) => sampleOf(id, 50, { void: ['loop-late'] })) },
      { weight: 1, arbitrary: fc.constant((id: string) => sampleOf(id, 5, { cached: true })) },
    );
    const round = fc.tuple(sample, sample, sample);
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 24 }), (made) => {
        // as a link rounds them: otherwise a tie might fall the other way in the last digit
        const rounds = roundsOf(
          made.map((makers) =>
            makers.map((make, index) => {
              const one = make(`t/${index}`);
              return { ...one, ttftMs: one.ttftMs === null ? null : Number(one.ttftMs.toPrecision(3)) };
            }),
          ),
        );
        const expected = comparable(rounds);
        const shared = fromLink(rounds);
        expect(shared.map(({ id, rank, unrankedReason }) => [id, rank, unrankedReason])).toEqual(
          expected.map(({ id, rank, unrankedReason }) => [id, rank, unrankedReason]),
        );
        expect(shared.map(({ figures }) => figures.metrics.ttftMs)).toEqual(
          expected.map(({ figures }) => figures.metrics.ttftMs),
        );
      }),
      { numRuns: 60 },
    );
  });
});
