// Of every dialect: a valid stream reads the same however it is cut and written, each token at the arrival of the chunk
// that completed its event; and no bytes at all stop a reading.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { FAILURE_CLASSES } from '../../lib/domain/failure.ts';
import { APIS, type Api } from '../../lib/domain/target.ts';
import { DEFAULT_TIMEOUTS } from '../../lib/domain/workload.ts';
import type { WireAction } from '../../lib/fleet/wire.ts';
import { loadDialects } from '../../lib/providers/dialects.ts';
import type { Capture, CaptureEnd } from '../../lib/race/capture.ts';
import { failureOf } from '../../lib/race/failure-of.ts';
import type { Reading } from '../../lib/race/replay.ts';
import { watchForStrays } from './faults/strays.ts';
import { arrivalOf, COMPLETE, capturedIn, type Form, PLAIN, readBack, streamOf } from './streams.ts';

const strays = watchForStrays();
afterAll(() => strays.stop());

const RUNS = { numRuns: 25 };
const dialects = await loadDialects(APIS);

const texts = fc.array(
  fc.record({
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    kind: fc.constantFrom('answer' as const, 'answer' as const, 'reasoning' as const),
  }),
  { minLength: 1, maxLength: 10 },
);
const cuts = fc.oneof(
  fc.array(fc.nat(9_000), { maxLength: 30 }),
  // each byte in a chunk of its own
  fc.constant(Array.from({ length: 9_000 }, (_, at) => at)),
);
const forms: fc.Arbitrary<Form> = fc.record({
  lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
  mark: fc.boolean(),
  comment: fc.constantFrom('', ': keep-alive\n\n', ':\n\n', ': é\n'),
});

type Text = { readonly text: string; readonly kind: 'answer' | 'reasoning' };
function actionsOf(spoken: readonly Text[]): WireAction[] {
  const tokens = spoken.map(({ text, kind }): WireAction => ({ type: 'text', text, kind, tokens: 1 }));
  return [...tokens, { type: 'finish', reason: 'stop' }, { type: 'usage' }, { type: 'done' }];
}

/** What was read, its arrivals apart. */
function contentOf({ text, usage, finishReason, servedModel, toldError, readError, tokenChunks }: Reading) {
  const events = tokenChunks.reduce((sum, chunk) => sum + chunk.events, 0);
  const characters = tokenChunks.reduce((sum, chunk) => sum + chunk.characters, 0);
  return { text, usage, finishReason, servedModel, toldError, readError, events, characters };
}

describe.each(APIS)('%s', { timeout: 60_000 }, (api) => {
  it('reads the same however it is cut and written, and never earlier than the bytes were there', async () => {
    await fc.assert(
      fc.asyncProperty(texts, cuts, forms, async (spoken, places, form) => {
        const stream = streamOf(api, actionsOf(spoken), form);
        const plain = streamOf(api, actionsOf(spoken), PLAIN).bytes;
        const whole = await readBack(api, capturedIn(api, plain, [], COMPLETE));
        const cut = await readBack(api, capturedIn(api, stream.bytes, places, COMPLETE));
        expect(contentOf(cut)).toEqual(contentOf(whole));
        expect(Object.values(cut.text).join('')).toHaveLength(spoken.map(({ text }) => text).join('').length);
        const arrivals = stream.tokenEnds.map((end) => arrivalOf(end, stream.bytes, places));
        expect(cut.tokenChunks.map(({ atMs }) => atMs)).toEqual([...new Set(arrivals)]);
      }),
      RUNS,
    );
  });

  it('reads lines that end in CR alone', async () => {
    const actions = actionsOf([{ text: 'one', kind: 'answer' }]);
    const { bytes } = streamOf(api, actions, { ...PLAIN, lineEnd: '\r' });
    const plain = await readBack(api, capturedIn(api, streamOf(api, actions).bytes, [], COMPLETE));
    const reading = await readBack(api, capturedIn(api, bytes, [40, 41, 42, 80, 120, 160], COMPLETE));
    expect(contentOf(reading)).toEqual(contentOf(plain));
  });

  it('has a verdict on what is cut short, wherever that is', async () => {
    const { bytes } = streamOf(
      api,
      actionsOf([
        { text: 'one', kind: 'answer' },
        { text: 'two', kind: 'answer' },
      ]),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.byteLength }), ends, async (length, end) => {
        const capture = capturedIn(api, bytes.subarray(0, length), [], end);
        expectVerdict(api, capture, await readBack(api, capture));
      }),
      RUNS,
    );
  });

  it('has a verdict on any bytes at all', async () => {
    const { bytes } = streamOf(
      api,
      actionsOf([
        { text: 'one', kind: 'answer' },
        { text: 'two', kind: 'reasoning' },
      ]),
    );
    const any = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 400 }), mutationsOf(bytes));
    await fc.assert(
      fc.asyncProperty(any, fc.array(fc.nat(900), { maxLength: 9 }), ends, async (mutated, places, end) => {
        const capture = capturedIn(api, mutated, places, end);
        expectVerdict(api, capture, await readBack(api, capture));
      }),
      { numRuns: 80 },
    );
    await strays.settled();
    expect(strays.seen()).toEqual([]);
  });
});

const ends = fc.constantFrom<CaptureEnd>(
  COMPLETE,
  { kind: 'broken', error: new Error('gone') },
  { kind: 'cut', by: 'stall' },
  { kind: 'cut', by: 'size' },
);

/** The bytes with some of them changed, left out, or doubled. */
function mutationsOf(bytes: Buffer): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(bytes.byteLength - 1),
    length: fc.integer({ min: 0, max: 12 }),
    by: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom('null', '{}', '[]', '"', '\n\n', '1e999').map(Buffer.from),
    ),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<Buffer>((mutated, { at, length, by }) => {
      return Buffer.concat([mutated.subarray(0, at), by, mutated.subarray(at + length)]);
    }, bytes),
  );
}

function expectVerdict(api: Api, capture: Capture, reading: Reading): void {
  const dialect = dialects[api];
  if (dialect === undefined) throw new Error(`no dialect ${api}`);
  const failure = failureOf({ capture, reading, dialect, timeouts: DEFAULT_TIMEOUTS, secrets: ['sk-0123456789'] });
  const isWhole = reading.tokenChunks.length > 0 && reading.finishReason !== null;
  if (failure === null) expect(isWhole).toBe(true);
  else expect(FAILURE_CLASSES).toContain(failure.class);
  for (const { atMs, events, characters } of reading.tokenChunks) {
    expect(capture.chunks.map((chunk) => chunk.atMs)).toContain(atMs);
    expect(events).toBeGreaterThan(0);
    expect(characters).toBeGreaterThan(0);
  }
}
