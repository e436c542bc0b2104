// What no HTTP library would let a server do, done by servers on bare sockets: each in its failure class, and none of it
// seen in the answers beside it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RaceResult } from '../../lib/race/race.ts';
import { wrongTls } from './faults/certificates.ts';
import { ANSWER } from './faults/chat-events.ts';
import { FAILING } from './faults/raw-failing.ts';
import { GOOD } from './faults/raw-good.ts';
import { type RawBehaviour, type RawServer, says, startRaw, streams } from './faults/raw-server.ts';
import { watchForStrays } from './faults/strays.ts';
import { raceTargets, targetAt } from './racing.ts';

const REDIRECTS = [300, 301, 302, 303, 304, 307, 308] as const;
const TIMEOUTS = { connectMs: 2_000, firstTokenMs: 2_000, stallMs: 600, totalMs: 3_500 };
const slug = (name: string) => name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
const http400: RawBehaviour = {
  accept: (socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
};

describe('a round of what no HTTP library does', () => {
  const servers = new Map<string, RawServer>();
  const strays = watchForStrays();
  let elsewhere: RawServer;
  let result: RaceResult;
  const sampleOf = (name: string) => result.round.samples.find(({ target }) => target === `test/${slug(name)}`);

  beforeAll(async () => {
    elsewhere = await startRaw(streams(ANSWER));
    const tls = await wrongTls();
    const behaviours = [
      ...[...FAILING, ...GOOD].map(([name, behaviour]) => [name, behaviour] as const),
      ...REDIRECTS.map((status) => [`redirect ${status}`, redirect(status, elsewhere.origin)] as const),
      ...Object.entries(tls.servers),
    ];
    const started = async (name: string, behaviour: RawBehaviour, protocol?: 'http:' | 'https:') => {
      const server = await startRaw(behaviour);
      servers.set(name, server);
      const origin = protocol === undefined ? server.origin : `${protocol}//127.0.0.1:${server.port}`;
      return targetAt(`test/${slug(name)}`, `${origin}/v1`);
    };
    const targets = await Promise.all([
      ...behaviours.map(([name, behaviour]) => started(name, behaviour)),
      started('a handshake without an answer', {}, 'https:'),
      started('no TLS there', http400, 'https:'),
      started('TLS there', tls.servers['only HTTP/2'] ?? {}, 'http:'),
    ]);
    result = await raceTargets(targets, { timeouts: TIMEOUTS, certificates: tls.trusted });
    await strays.settled();
  }, 60_000);
  afterAll(async () => {
    strays.stop();
    await Promise.all([...servers.values(), elsewhere].map((server) => server.close()));
  });

  for (const [name, , verdict, message = /^/] of FAILING) {
    it(name, () => {
      const { failure, ...sample } = sampleOf(name) ?? {};
      expect([failure?.class, failure?.phase, failure?.status].map(String).join(' ')).toBe(verdict);
      expect(failure?.message ?? '').toMatch(message);
      expect(sample).toMatchObject({ outcome: 'failed', totalMs: null });
    });
  }

  it.each(GOOD)('is an answer all the same: %s', (name, _behaviour, expected) => {
    expect(sampleOf(name)?.failure).toBeNull();
    expect(sampleOf(name)).toMatchObject({ outcome: 'ok', ...expected });
  });

  it.each(REDIRECTS)('never follows a %i', (status) => {
    expect(sampleOf(`redirect ${status}`)?.failure).toMatchObject({ class: 'redirected', phase: 'headers', status });
    expect(sampleOf(`redirect ${status}`)?.failure?.message).toContain(elsewhere.origin);
    expect(elsewhere.requests()).toBe(0);
  });

  it.each([
    ['no TLS there', 'connect', /does not speak TLS on this port/],
    ['TLS there', 'server-error', /closed/],
    ['a certificate of nobody we trust', 'connect', /nobody we trust/],
    ['a certificate of another time', 'connect', /expired/],
    ['a certificate of another host', 'connect', /another host/],
    ['only HTTP/2', 'connect', /HTTP\/1\.1/],
    ['a handshake without an answer', 'connect', /no answer in time/],
  ])('says what is wrong below HTTP: %s', (name, failure, message) => {
    expect(sampleOf(name)?.failure).toMatchObject({ class: failure, status: null });
    expect(sampleOf(name)?.failure?.message).toMatch(message);
  });

  it('does not call its own fault what a server does at once', () => {
    expect(sampleOf('closed on accept')?.void ?? []).not.toContain('connection-lost');
  });

  it('asks each server once, whatever it answers', () => {
    for (const [name, { requests }] of servers) expect([name, requests()]).toEqual([name, Math.min(1, requests())]);
  });

  it('leaves no error behind that nobody handles', () => {
    expect(strays.seen()).toEqual([]);
  });

  it('leaves prototypes as they are', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });
});

function redirect(status: number, origin: string): RawBehaviour {
  return says(`HTTP/1.1 ${status} Elsewhere\r\nlocation: ${origin}/v1/chat/completions\r\ncontent-length: 0\r\n\r\n`);
}
