// One response on its connection: does the plan's steps as they fall due, and notes when.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type FleetClock, millis } from './clock.ts';
import type { Paced, Pacer } from './pacer.ts';
import { type Plan, type Step, stepAt } from './plan.ts';
import type { Wire } from './wire.ts';

// More than this unsent means a slow client: it waits, and the server's memory stays bounded.
const MAX_UNSENT_BYTES = 256 * 1024;
const MAX_WRITE_BYTES = 64 * 1024;

export interface Playback {
  readonly response: ServerResponse;
  /** The TCP socket below TLS: only it can send a RST. */
  readonly tcp: Socket;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly plan: Plan;
  readonly wire: Wire;
  readonly stamps: boolean;
  readonly receivedNs: bigint;
}

export interface Played {
  readonly writes: readonly { readonly ns: bigint; readonly tokens: number }[];
  readonly latestMs: number;
  readonly outcome: 'ended' | 'cut' | 'abandoned';
}

/** Plays a response. @param onPlayed called once: just before the body ends, or when the connection is gone */
export function play(playback: Playback, pacer: Pacer, clock: FleetClock, onPlayed: (played: Played) => void): void {
  const { response, tcp, plan, receivedNs } = playback;
  const socket = response.socket ?? tcp;
  const receivedMs = millis(receivedNs);
  const writes: { ns: bigint; tokens: number }[] = [];
  let place = 0;
  let next: Step | null = stepAt(plan, 0);
  let latestMs = 0;
  let waiting = false;
  let over = false;

  const paced: Paced = {
    dueMs: () => (next === null || waiting ? null : receivedMs + next.dueMs),
    wake: (nowMs) => {
      const elapsedMs = nowMs - receivedMs;
      while (next !== null && !waiting && next.dueMs <= elapsedMs) {
        if (socket.writableLength > MAX_UNSENT_BYTES) waitForDrain();
        else if (next.act === 'write') write(elapsedMs);
        else act(next.act);
      }
    },
  };

  function advance(): void {
    place++;
    next = stepAt(plan, place);
  }

  /** Everything due up to the end, in one write. */
  function write(elapsedMs: number): void {
    const parts: Buffer[] = [];
    let bytes = 0;
    let tokens = 0;
    while (next?.act === 'write' && next.dueMs <= elapsedMs && bytes < MAX_WRITE_BYTES) {
      latestMs = Math.max(latestMs, elapsedMs - next.dueMs);
      parts.push(next.bytes);
      bytes += next.bytes.length;
      tokens += next.tokens;
      advance();
    }
    let ns: bigint | null = null;
    if (playback.stamps && tokens > 0) {
      ns = clock.monotonicNs();
      parts.unshift(stamp(ns));
    }
    const first = parts[0];
    if (first === undefined) return;
    const whole = parts.length === 1 ? first : Buffer.concat(parts);
    // Corked, because node:http would else put off the write to the next tick, after the stamp of every other response.
    socket.cork();
    if (!response.headersSent) sendHead();
    if (whole.length > 0) response.write(whole);
    const ends = next?.act === 'end' && next.dueMs <= elapsedMs;
    if (tokens > 0) writes.push({ ns: ns ?? clock.monotonicNs(), tokens });
    if (ends) act('end');
    socket.uncork();
  }

  /** The first one says too when the request was received. */
  function stamp(ns: bigint): Buffer {
    const written = playback.wire.comment(`written ${ns}`);
    if (writes.length > 0) return written;
    return Buffer.concat([playback.wire.comment(`received ${receivedNs}`), written]);
  }

  function sendHead(): void {
    response.writeHead(playback.status, playback.headers);
  }

  function act(what: Exclude<Step['act'], 'write'>): void {
    advance();
    switch (what) {
      case 'headers':
        if (response.headersSent) return;
        sendHead();
        response.flushHeaders();
        return;
      case 'end':
        if (!response.headersSent) sendHead();
        finish('ended');
        response.end();
        return;
      case 'close':
        finish('cut');
        socket.destroySoon();
        return;
      case 'reset':
        finish('cut');
        tcp.resetAndDestroy();
    }
  }

  function waitForDrain(): void {
    waiting = true;
    socket.once('drain', () => {
      waiting = false;
      pacer.changed();
    });
  }

  function finish(outcome: Played['outcome']): void {
    if (over) return;
    over = true;
    next = null;
    pacer.remove(paced);
    onPlayed({ writes, latestMs, outcome });
  }

  const abandon = (): void => finish('abandoned');
  response.once('close', abandon).on('error', abandon);
  if (tcp.destroyed) abandon();
  else pacer.add(paced);
}
