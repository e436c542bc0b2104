// Our clock beside the engine's own. Both are printed; asserted is only what must be so on any machine, however busy.
import { expect, inject, it } from 'vitest';
import { quantile, sorted } from '../../lib/stats/quantile.ts';
import { LLAMA_KEY } from './llama-server.ts';
import { peerTarget, racePeer } from './peer-race.ts';
import { timingsIn } from './timings.ts';

const ROUNDS = 12;
// so many that a rate can be told
const CAP = { maxOutputTokens: 800 };

it('times llama.cpp as it times itself', { timeout: 60_000 }, async () => {
  const target = peerTarget('chat-completions', `${inject('llamaOrigin')}/v1`);
  const beyondMs: number[] = [];
  const writesMs: number[] = [];
  const rateShares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { sample, evidence } = await racePeer(target, LLAMA_KEY, CAP);
    const { promptMs, tokensPerSecond } = timingsIn(evidence);
    const ttftMs = sample.ttftMs ?? Number.NaN;
    const writeMs = evidence.run.capture.writeMs ?? Number.NaN;
    // its account is of a part of what we measure: it begins somewhere within our write
    expect(ttftMs + writeMs).toBeGreaterThan(promptMs);
    beyondMs.push(ttftMs - promptMs);
    writesMs.push(writeMs);
    if (sample.outputTokensPerSecond !== null) rateShares.push(sample.outputTokensPerSecond / tokensPerSecond);
  }
  process.stdout.write(
    `llama.cpp, ${ROUNDS} rounds: our TTFT is beyond its own by p50 ${middle(beyondMs, 2)} ms (our write took p50 ` +
      `${middle(writesMs, 2)} ms), our rate is p50 ${middle(rateShares, 4)} of its own (n ${rateShares.length})\n`,
  );
});

function middle(values: readonly number[], digits: number): string {
  const ordered = sorted(values);
  return ordered === null ? '-' : quantile(ordered, 0.5).toFixed(digits);
}
