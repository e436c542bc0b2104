import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { cutAt, endless, errorAt, HEADERS_ONLY, redirect, refusal, SILENCE, whole } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import { BLANK_SCRIPT, type Script } from '../../lib/fleet/script.ts';
import { exchange } from './exchange.ts';

const ANSWER = answerScript({ firstTokenMs: 2, tokens: 20, pace: { intervalsMs: [2] } });
const SCRIPTS = {
  silence: SILENCE,
  headersOnly: HEADERS_ONLY,
  stall: cutAt(ANSWER, 11, 'stall'),
  reset: cutAt(ANSWER, 11, 'reset'),
  close: cutAt(ANSWER, 11, 'close'),
  error: errorAt(ANSWER, 11, 'overloaded_error', 'too busy'),
  html: whole('<html><script>alert(1)</script></html>', 'text/html'),
  json: whole('{"choices":[]}', 'application/json'),
  garbage: whole('AAECA//+/Q==', 'text/event-stream', 0, 'base64'),
  redirect: redirect('http://127.0.0.1:9/elsewhere'),
  keyEcho: refusal({ status: 401, message: 'bad key {key}, {authorization}, {key:base64}' }),
  doneApart: answerScript({ firstTokenMs: 1, tokens: 1, pace: { intervalsMs: [] }, endDelayMs: 40 }),
  split: {
    ...BLANK_SCRIPT,
    events: [{ type: 'raw', text: 'data: é\n\n', encoding: 'utf8', atMs: 0, split: { atByte: 7, gapMs: 30 } }],
  },
  endless: endless(1, 0.05, 8),
} satisfies Record<string, Script>;
const STATUSES = { 307: 'redirect', 401: 'keyEcho' } as const;

let fleet: Fleet;
beforeAll(async () => {
  const scripted = Object.entries(SCRIPTS).map(([name, script]) => [name, { personality: 'script', script }] as const);
  const refusals = [429, 500, 503, 529].map((status) => {
    const script = refusal({ status, message: 'no', retryAfterS: 17 });
    return [String(status), { personality: 'script', script }] as const;
  });
  fleet = await startFleet({ tls: false, providers: Object.fromEntries([...scripted, ...refusals]) });
});
afterAll(() => fleet.close());

const to = (name: string): string => fleet.targets[name]?.origin ?? '';
const tokensIn = (text: string): number => text.split('"content":" ').length - 1;

test('silence sends not one byte', async () => {
  expect((await exchange(to('silence'), { quietMs: 60 })).bytes.length).toBe(0);
});

test('headers come early, and then nothing', async () => {
  const { text } = await exchange(to('headersOnly'), { quietMs: 60 });
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream/);
  expect(text.endsWith('\r\n\r\n')).toBe(true);
});

test('a stall keeps the connection open after the tokens that were due', async () => {
  const { text, endedBy } = await exchange(to('stall'), { quietMs: 80 });
  expect(tokensIn(text)).toBe(5);
  expect(endedBy).toBe('us');
});

test.each([
  ['reset', 'rst'],
  ['close', 'fin'],
] as const)('a %s in the middle of the body is seen as %s, without the end of the body', async (name, endedBy) => {
  const found = await exchange(to(name), { until: () => false });
  expect(found.endedBy).toBe(endedBy);
  expect(found.text).not.toContain('\r\n0\r\n\r\n');
  expect(tokensIn(found.text)).toBe(5);
});

test('an error frame follows the tokens, and the body ends', async () => {
  const { text } = await exchange(to('error'));
  expect(text).toContain('data: {"error":{"message":"too busy","type":"overloaded_error","code":"overloaded_error"}}');
  expect(text).not.toContain('[DONE]');
});

test.each([
  ['html', 'text/html', '<html><script>alert(1)</script></html>'],
  ['json', 'application/json', '{"choices":[]}'],
])('%s comes with status 200 in place of a stream', async (name, contentType, body) => {
  const { text } = await exchange(to(name));
  expect(text).toMatch(/^HTTP\/1\.1 200/);
  expect(text).toContain(`content-type: ${contentType}\r\n`);
  expect(text).toContain(body);
});

test('garbage is sent byte for byte', async () => {
  expect((await exchange(to('garbage'))).bytes.includes(Buffer.from([0, 1, 2, 3, 255, 254, 253]))).toBe(true);
});

test.each([429, 500, 503, 529])('status %i says when to come back', async (status) => {
  const { text } = await exchange(to(String(status)));
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(text).toContain('retry-after: 17\r\n');
});

test('a redirect names the other place', async () => {
  const { text } = await exchange(to(STATUSES[307]));
  expect(text).toMatch(/^HTTP\/1\.1 307 /);
  expect(text).toContain('location: http://127.0.0.1:9/elsewhere\r\n');
});

test('the key is echoed raw, as the header had it, and in base64', async () => {
  const headers = { authorization: 'Bearer sk-very-secret' };
  const { text } = await exchange(to(STATUSES[401]), { headers });
  const encoded = Buffer.from('sk-very-secret').toString('base64');
  expect(text).toContain(`bad key sk-very-secret, Bearer sk-very-secret, ${encoded}`);
});

test('the end of the body comes in a read of its own after [DONE]', async () => {
  const { reads } = await exchange(to('doneApart'));
  expect(reads.at(-1)?.toString()).toBe('0\r\n\r\n');
});

test('a split event arrives in two reads, cut within the character', async () => {
  const { reads } = await exchange(to('split'), { quietMs: 100 });
  expect(reads.some((read) => read.includes(Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xc3, 0x0d])))).toBe(true);
  expect(reads.at(-1)?.includes(Buffer.from([0xa9, 0x0a, 0x0a]))).toBe(true);
});

test('an endless stream goes on until we leave, and is then forgotten', async () => {
  const abandoned = new Promise((resolve) => {
    fleet.onResponse(({ name, outcome }) => name === 'endless' && resolve(outcome));
  });
  const { text } = await exchange(to('endless'), { until: (seen) => tokensIn(seen) > 500 });
  expect(text).not.toContain('[DONE]');
  expect(await abandoned).toBe('abandoned');
});
