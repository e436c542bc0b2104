// Any bytes at all on a connection, right or wrong, whole or cut: the round has a sample of it, and ends in time.
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { ANSWER, delta } from './faults/chat-events.ts';
import { CHUNKED_HEAD, chunked, type RawServer, STREAM_HEAD, startRaw } from './faults/raw-server.ts';
import { watchForStrays } from './faults/strays.ts';
import { raceTargets, targetAt } from './racing.ts';

const strays = watchForStrays();
let servers: readonly RawServer[] = [];
afterAll(async () => {
  strays.stop();
  await Promise.all(servers.map((server) => server.close()));
});

const ANSWERS = [
  Buffer.from(`${CHUNKED_HEAD}${chunked(ANSWER)}`),
  Buffer.from(`${CHUNKED_HEAD}${chunked(...ANSWER)}`),
  Buffer.from(`${STREAM_HEAD}content-length: ${ANSWER.length}\r\n\r\n${ANSWER}`),
  Buffer.from(`HTTP/1.1 429 Slow\r\ncontent-length: 9\r\nretry-after: 1\r\n\r\n${delta('no').slice(0, 9)}`),
  Buffer.from(`HTTP/1.1 103 Early\r\n\r\n${CHUNKED_HEAD}${chunked(ANSWER)}`),
];

const wire = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .record({
      bytes: fc.constantFrom(...ANSWERS),
      // most of what can go wrong stands in the head and in the framing
      at: fc.nat(160),
      length: fc.nat(6),
      by: fc.oneof(
        fc.uint8Array({ maxLength: 4 }).map((some) => Buffer.from(some)),
        fc.constantFrom('\r\n', '\0', ':', '-1', 'ffffffffff').map((text) => Buffer.from(text)),
      ),
      cutAt: fc.nat(900),
    })
    .map(({ bytes, at, length, by, cutAt }) =>
      Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)]).subarray(0, cutAt + 40),
    ),
);
const behaviours = fc.record({ bytes: wire, isEarly: fc.boolean(), closes: fc.boolean() });

it('has a sample of every server, whatever bytes it sends', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(behaviours, { minLength: 30, maxLength: 60 }), async (sent) => {
      servers = await Promise.all(
        sent.map(({ bytes, isEarly, closes }) => {
          const say = (socket: { end(bytes: Buffer): void; write(bytes: Buffer): void }) =>
            closes ? socket.end(bytes) : socket.write(bytes);
          return startRaw(isEarly ? { accept: say } : { answer: say });
        }),
      );
      const targets = servers.map(({ origin }, index) => targetAt(`test/t${index}`, `${origin}/v1`));
      const timeouts = { connectMs: 1_000, firstTokenMs: 300, stallMs: 100, totalMs: 600 };
      const { round } = await raceTargets(targets, { timeouts });
      await Promise.all(servers.map((server) => server.close()));
      servers = [];
      expect(round.samples.map(({ target }) => target)).toEqual(targets.map(({ id }) => id));
      for (const { outcome, failure, finishReason } of round.samples) {
        expect(outcome === 'ok' ? finishReason : failure?.class).toBeTypeOf('string');
      }
    }),
    { numRuns: 3 },
  );
  await strays.settled();
  expect(strays.seen()).toEqual([]);
});
