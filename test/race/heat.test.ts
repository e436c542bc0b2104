import { expect, it } from 'vitest';
import type { Dialect } from '../../lib/providers/dialect.ts';
import { trust } from '../../lib/race/connection.ts';
import { runHeat } from '../../lib/race/heat.ts';
import { watchLoop } from '../../lib/race/loop-watch.ts';
import { targetAt } from './racing.ts';

it('does not wait for an SDK that never builds its request', async () => {
  const dialect: Dialect = {
    api: 'chat-completions',
    requestIdHeaders: [],
    contentType: 'text/event-stream',
    async *ask() {
      await new Promise(() => undefined);
    },
    toldBy: () => null,
  };
  const target = targetAt('test/one', 'http://127.0.0.1:9/v1');
  const asked = { model: 'm', region: 'local', key: null, prompt: 'Hi', maxOutputTokens: 8, temperature: 0 };
  const watch = watchLoop();
  const { runs } = await runHeat([{ dialect, pacemaker: false, ask: { target, baseUrl: target.baseUrl, ...asked } }], {
    timeouts: { connectMs: 60, firstTokenMs: 500, stallMs: 500, totalMs: 500 },
    trust: trust([]),
    watch,
    wallNowMs: Date.now,
    gunDueMs: null,
    random: Math.random,
    signal: new AbortController().signal,
  }).finally(() => watch.stop());
  expect(String(runs[0]?.preparationError)).toContain('did not build its request within 60 ms');
  expect(runs[0]?.capture.firedAtMs).toBeNull();
});
