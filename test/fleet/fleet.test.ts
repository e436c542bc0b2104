import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Agent, fetch } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { cutAt, endless } from '../../lib/fleet/faults.ts';
import { type Fleet, type FleetOptions, startFleet } from '../../lib/fleet/fleet.ts';
import type { Personality } from '../../lib/fleet/personality.ts';
import { MAX_BODY_BYTES } from '../../lib/fleet/request.ts';
import type { ResponseRecord, WriteStamps } from '../../lib/fleet/stamps.ts';
import { ASK, exchange } from './exchange.ts';

const ANSWER = answerScript({
  firstTokenMs: 2,
  tokens: 8,
  tokensPerWrite: 2,
  pace: { intervalsMs: [2] },
  stamps: true,
});
const SCRIPTED = { personality: 'script', script: ANSWER } as const;

const running: Fleet[] = [];
afterEach(async () => {
  for (const fleet of running.splice(0)) await fleet.close();
});

async function fleetOf(providers: FleetOptions['providers'], tls = false): Promise<Fleet> {
  const fleet = await startFleet({ tls, providers });
  running.push(fleet);
  return fleet;
}

const originOf = (fleet: Fleet, name: string): string => fleet.targets[name]?.origin ?? '';

function inBandStamps(text: string): { received: string; written: string[] } {
  const written = [...text.matchAll(/^: written (\d+)$/gm)].map(([, ns]) => ns ?? '');
  return { received: /^: received (\d+)$/m.exec(text)?.[1] ?? '', written };
}

test('over TLS 1.3 with an ECDSA certificate that verifies, for the address and for localhost', async () => {
  const fleet = await fleetOf({ a: SCRIPTED }, true);
  const { port } = new URL(originOf(fleet, 'a'));
  for (const host of ['127.0.0.1', 'localhost']) {
    const socket = connectTls({ host, port: Number(port), ca: fleet.ca ?? '' });
    await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    expect(socket.getProtocol()).toBe('TLSv1.3');
    expect(socket.getPeerCertificate()).toMatchObject({ nistCurve: 'P-256' });
    socket.destroy();
  }
});

test('requests one after the other share one connection, and each provider has a port of its own', async () => {
  const fleet = await fleetOf({ a: SCRIPTED, b: SCRIPTED }, true);
  expect(originOf(fleet, 'a')).not.toBe(originOf(fleet, 'b'));
  let connections = 0;
  const dispatcher = new Agent({ connections: 1, connect: { ca: fleet.ca ?? '' } });
  dispatcher.on('connect', () => connections++);
  for (let request = 0; request < 4; request++) {
    const url = `${originOf(fleet, 'a')}/eu-west-1/v1/chat/completions`;
    const response = await fetch(url, { dispatcher, method: 'POST', body: JSON.stringify(ASK) });
    expect(await response.text()).toContain('[DONE]');
    expect(response.headers.get('x-request-id')).toBe(`a-eu-west-1-${request}`);
  }
  expect(connections).toBe(1);
  await dispatcher.close();
});

test('stamps come in-band, by address and by listener, and all three agree', async () => {
  const fleet = await fleetOf({ a: SCRIPTED });
  const records: ResponseRecord[] = [];
  fleet.onResponse((record) => records.push(record));
  const before = process.hrtime.bigint();
  const messages = [{ role: 'user', content: 'nonce-5d1f Tell me a story.' }];
  const { text } = await exchange(originOf(fleet, 'a'), { body: JSON.stringify({ ...ASK, messages }) });
  const after = process.hrtime.bigint();

  const { received, written } = inBandStamps(text);
  const times = [before, BigInt(received), ...written.map(BigInt), after];
  expect(times).toEqual(times.toSorted((a, b) => (a < b ? -1 : 1)));

  const asked = await fetch(`${originOf(fleet, 'a')}/photofinish/stamps?nonce=nonce-5d1f`);
  const stored = (await asked.json()) as WriteStamps;
  expect(stored.received).toBe(received);
  expect(stored.writes.map(([ns]) => ns)).toEqual(written);
  expect(stored.writes.reduce((sum, [, tokens]) => sum + tokens, 0)).toBe(8);
  expect((await fetch(`${originOf(fleet, 'a')}/photofinish/stamps?nonce=other`)).status).toBe(404);

  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ name: 'a', region: '', requestIndex: 0, status: 200, outcome: 'ended' });
  expect(records[0]?.receivedNs).toBe(BigInt(received));
});

test('each write of the reference begins with its own stamp, the first also with the receipt', async () => {
  const fleet = await fleetOf({ reference: { personality: 'reference' } });
  const { text } = await exchange(originOf(fleet, 'reference'), { body: JSON.stringify({ ...ASK, max_tokens: 3 }) });
  expect(text.match(/^(?:: received \d+\n\n)?: written \d+\n\ndata: .*"content":"[^"]/gm)).toHaveLength(3);
  expect(text.match(/^: received \d+\n\n: written /gm)).toHaveLength(1);
});

test('a request that is not for this provider is refused, not answered', async () => {
  const fleet = await fleetOf({ a: SCRIPTED, bedrock: { personality: 'bedrock-style' } });
  const status = async (name: string, options: Parameters<typeof exchange>[1]) =>
    (await exchange(originOf(fleet, name), options)).text.slice(9, 12);
  expect(await status('a', { path: '/v1/completions' })).toBe('404');
  expect(await status('a', { path: '/us-east-1/model/x/converse-stream' })).toBe('404');
  expect(await status('bedrock', {})).toBe('404');
  expect(await status('a', { body: 'not json' })).toBe('400');
  expect(await status('a', { body: JSON.stringify({ padding: 'x'.repeat(MAX_BODY_BYTES) }) })).toBe('413');
});

test('a slow client of an endless stream does not make the server keep what it does not take', async () => {
  const fleet = await fleetOf({ flood: { personality: 'script', script: endless(0, 0.001, 400) } });
  const { port } = new URL(originOf(fleet, 'flood'));
  const body = JSON.stringify(ASK);
  const client = connectTcp(Number(port), '127.0.0.1').pause();
  client.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  // at a million tokens a second a server without a bound would hold gigabytes after this while
  let mostBytes = 0;
  const before = process.memoryUsage().arrayBuffers;
  for (let check = 0; check < 10; check++) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers - before);
  }
  expect(mostBytes).toBeLessThan(32 * 1024 * 1024);
  // and it goes on as soon as the client reads again
  let got = 0;
  client.on('data', (read) => {
    got += read.length;
  });
  client.resume();
  await expect.poll(() => got).toBeGreaterThan(8 * 1024 * 1024);
  client.destroy();
});

test('a connection may be held without a word, reset, or taken only after a while', async () => {
  const arriving = (arrive: NonNullable<Personality['arrive']>): Personality => ({
    api: 'chat-completions',
    network: false,
    respond: () => ANSWER,
    arrive,
  });
  const fleet = await fleetOf({
    held: arriving(() => ({ type: 'hold' })),
    reset: arriving(() => ({ type: 'reset' })),
    late: arriving(() => ({ type: 'take', delayMs: 30 })),
  });
  expect(await exchange(originOf(fleet, 'held'), { quietMs: 60 })).toMatchObject({ text: '', endedBy: 'us' });
  expect(await exchange(originOf(fleet, 'reset'))).toMatchObject({ text: '', endedBy: 'rst' });
  expect((await exchange(originOf(fleet, 'late'))).text).toContain('[DONE]');
});

test.each([
  ['reset', 'ECONNRESET'],
  ['close', 'fin'],
] as const)('under TLS too a %s in the middle of the body is a real one', async (how, expected) => {
  // long enough before the cut for the first tokens to have left: a reset throws away what is still on its way
  const long = answerScript({ firstTokenMs: 1, tokens: 200, pace: { tokensPerSecond: 500 } });
  const fleet = await fleetOf({ cut: { personality: 'script', script: cutAt(long, 100, how) } }, true);
  const socket = connectTls({
    host: '127.0.0.1',
    port: Number(new URL(originOf(fleet, 'cut')).port),
    ca: fleet.ca ?? '',
  });
  const body = JSON.stringify(ASK);
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  let text = '';
  const ending = await new Promise((resolve) => {
    socket.on('data', (read) => {
      text += read;
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)).once('end', () => resolve('fin'));
  });
  socket.destroy();
  expect(ending).toBe(expected);
  expect(text).toContain('"content":" ');
  expect(text).not.toContain('[DONE]');
});

test('a handshake that was put off comes about all the same', async () => {
  const fleet = await fleetOf({ slow: { personality: 'slow-tls', firstTokenMs: 1, tokensPerSecond: 5_000 } }, true);
  const dispatcher = new Agent({ connect: { ca: fleet.ca ?? '' } });
  const url = `${originOf(fleet, 'slow')}/us-east-1/v1/chat/completions`;
  const response = await fetch(url, { dispatcher, method: 'POST', body: JSON.stringify(ASK) });
  expect(await response.text()).toContain('"completion_tokens":5');
  await dispatcher.close();
});
