import { describe, expect, it } from 'vitest';
import { MAX_LINK_LENGTH } from '../../../lib/domain/shared-run.ts';
import { runOf, shareLines, shareLink } from '../../../lib/local/terminal/share-link.ts';
import { runFromHash } from '../../../lib/page/share/link.ts';
import { targetOf } from '../../board/board-input.ts';
import { fullRace, reportOf, roundsOf, sampleOf } from './report/raced.ts';

const BOARD = 'https://board.example.com/';
const IDS = [
  'together/llama-3.3-70b',
  'groq/gpt-oss-120b',
  'cerebras/gpt-oss-120b',
  'bedrock/nova-pro',
  'a/gpt-4.1-mini',
];
const LABELS = ['Together AI', 'Groq', 'Cerebras', 'Amazon Bedrock', 'OpenAI'];

/** 0 <= x < 1, the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function noisyRace(rounds: number, ids: readonly string[]) {
  const random = seeded(5);
  return roundsOf(
    Array.from({ length: rounds }, () =>
      ids.map((id, index) => {
        const ttftMs = 100 * (index + 1) * (0.8 + 0.6 * random());
        const speed = 60 + 60 * random();
        const totalMs = ttftMs + 128_000 / speed;
        return sampleOf(id, ttftMs, {
          totalMs,
          outputTokensPerSecond: speed,
          endToEndTokensPerSecond: 128_000 / totalMs,
        });
      }),
    ),
  );
}

const targetsOf = (ids: readonly string[]) =>
  ids.map((id, index) => targetOf(id, { providerLabel: LABELS[index] ?? 'Some provider' }));

describe('the link of a race', () => {
  it('is short: 5 targets in 12 rounds take less than a kilobyte', () => {
    const run = runOf(reportOf(noisyRace(12, IDS), { name: 'LLM API leaderboard' }), targetsOf(IDS));
    expect(shareLink(run, BOARD).length).toBeLessThanOrEqual(1_024);
  });

  it('holds the names, the outcomes and the figures', async () => {
    const targets = targetsOf(['a/fast', 'b/one', 'c/other', 'd/flaky', 'e/down', 'f/not-raced']);
    const link = shareLink(runOf(reportOf(fullRace()), targets), BOARD);
    expect(link).toMatch(/^https:\/\/board\.example\.com\/share\/#race=/);
    const run = await runFromHash(new URL(link).hash);
    expect(run).toMatchObject({ name: 'Test', workload: 'chat', maxOutputTokens: 128 });
    expect(run?.targets.map(({ id, provider }) => [id, provider]).at(-1)).toEqual(['e/down', 'OpenAI']);
    const [region] = run?.regions ?? [];
    expect(region).toMatchObject({ region: 'local' });
    expect(region?.slots).toHaveLength(12);
    expect(region?.series[0]?.ttftMs.slice(0, 3)).toEqual([100, 107, 102]);
  });

  it('says of the demo that it is one', async () => {
    const rounds = roundsOf([[sampleOf('a/demo', 100), sampleOf('b/real', 100)]]);
    const targets = [targetOf('a/demo', { simulated: true }), targetOf('b/real')];
    const run = await runFromHash(new URL(shareLink(runOf(reportOf(rounds), targets), BOARD)).hash);
    expect(run?.targets).toEqual([
      { id: 'a/demo', provider: 'a', simulated: true },
      { id: 'b/real', provider: 'b', simulated: false },
    ]);
  });

  it('holds nothing else of a sample: no message, no id of a request, no model', () => {
    const secret = 'SECRET-CANARY';
    const failure = { class: 'server-error', phase: 'headers', status: 500, message: secret } as const;
    const told = { requestId: secret, servedModel: secret, servedBy: secret, fingerprint: secret, serviceTier: secret };
    const rounds = roundsOf([
      [
        sampleOf('a/b', 100, { ...told, finishReason: secret }),
        sampleOf('c/d', 100, { outcome: 'failed', failure, ...told }),
      ],
    ]);
    const target = { keyName: secret, baseUrl: secret, model: secret };
    const workload = { ...reportOf(rounds).workload, prompts: [secret] };
    const run = runOf({ ...reportOf(rounds), workload }, [targetOf('a/b', target), targetOf('c/d', target)]);
    expect(JSON.stringify(run)).not.toContain(secret);
  });
});

describe('what is said after the race', () => {
  it('is the link, on a line of its own', () => {
    const lines = shareLines(runOf(reportOf(fullRace()), targetsOf(['a/fast'])), BOARD);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('nothing was uploaded');
    expect(lines[1]).toMatch(/^https:\S+$/);
  });

  it('is another way, where the link would be too long', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `provider-${index}/model`);
    const run = runOf(reportOf(noisyRace(200, ids)), targetsOf(ids));
    expect(shareLink(run, BOARD).length).toBeGreaterThan(MAX_LINK_LENGTH);
    const [line, ...rest] = shareLines(run, BOARD);
    expect(rest).toEqual([]);
    expect(line).toMatch(
      /^This race would make a link of [\d,]+ characters; only 30,000 .* --format ndjson --out race\.ndjson.* pasted at https:\/\/board\.example\.com\/share\/$/,
    );
  });

  it('is that there is nothing, where no round was done', () => {
    expect(shareLines(runOf(reportOf([]), []), BOARD)).toEqual(['No round was done: there is nothing to share.']);
  });
});
