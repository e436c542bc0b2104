// Captured bytes as they are handed to an SDK: in pieces that end where an event ends, each with the chunk that completed
// it. So no parser's way of waiting for more, or of joining what it has, can move an arrival or take its time.
import type { Capture, CapturedChunk } from './capture.ts';

export interface Piece {
  readonly bytes: Uint8Array;
  readonly chunk: CapturedChunk;
  /** False for what stood at the end of the body without an end of its own. */
  readonly isWhole: boolean;
}

/** Given more bytes of a stream: how many of them belong to what is complete with them; `null` = nothing is. */
type Framing = (bytes: Uint8Array) => number | null;

/**
 * The pieces of a captured response, in order.
 * @param mostBytes nothing beyond these is looked at
 */
export function* piecesOf(capture: Capture, mostBytes: number): Generator<Piece> {
  const isBinary = capture.headers['content-type']?.startsWith('application/vnd.amazon.eventstream') ?? false;
  const completedIn = isBinary ? binaryFraming() : lineFraming();
  const piece = isBinary ? joined : (parts: readonly Uint8Array[]) => withoutComments(joined(parts));
  let waiting: Uint8Array[] = [];
  let last: CapturedChunk | null = null;
  let readBytes = 0;
  for (const chunk of capture.chunks) {
    const bytes = chunk.bytes.subarray(0, mostBytes - readBytes);
    if (bytes.byteLength === 0) return;
    readBytes += bytes.byteLength;
    last = chunk;
    const completed = completedIn(bytes);
    if (completed !== null) {
      yield { bytes: piece([...waiting, bytes.subarray(0, completed)]), chunk, isWhole: true };
      waiting = [];
    }
    if ((completed ?? 0) < bytes.byteLength) waiting.push(bytes.subarray(completed ?? 0));
  }
  // some servers leave out the last empty line; of a body that was cut off the rest has not arrived
  if (capture.end?.kind === 'complete' && last !== null && waiting.length > 0) {
    yield { bytes: piece(waiting), chunk: last, isWhole: false };
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

const COLON = 58;
const COMMENTS = /(^|[\r\n])(?::[^\r\n]*(?:\r\n|\r|\n|$))+/g;

// They say nothing. One SDK takes an event with a comment in it for none, and all of them are spared the work.
function withoutComments(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view[0] !== COLON && !view.includes('\n:') && !view.includes('\r:')) return bytes;
  return Buffer.from(view.toString('latin1').replace(COMMENTS, '$1'), 'latin1');
}

const LF = 10;
const CR = 13;

// Server-sent events: lines that end in LF, CR LF or CR; an empty line ends an event.
function lineFraming(): Framing {
  let lineIsEmpty = true;
  let afterCr = false;
  let crEndedEvent = false;
  return (bytes) => {
    let completed: number | null = null;
    for (let at = 0; at < bytes.byteLength; at++) {
      const byte = bytes[at];
      if (byte === LF) {
        // the LF of a CR LF ends what its CR has ended
        if (afterCr ? crEndedEvent : lineIsEmpty) completed = at + 1;
        afterCr = false;
        lineIsEmpty = true;
        continue;
      }
      // a CR alone: known only now that no LF follows
      if (afterCr && crEndedEvent) completed = at;
      afterCr = byte === CR;
      crEndedEvent = afterCr && lineIsEmpty;
      lineIsEmpty = afterCr;
    }
    return completed;
  };
}

const LENGTH_BYTES = 4;
const SHORTEST_MESSAGE = 16;
const LONGEST_MESSAGE = 16 * 1024 * 1024;

// AWS's binary event stream: each message begins with its own length.
function binaryFraming(): Framing {
  let length = 0;
  let have = 0;
  let broken = false;
  return (bytes) => {
    let completed: number | null = null;
    for (let at = 0; at < bytes.byteLength && !broken; ) {
      if (have < LENGTH_BYTES) {
        length = length * 256 + (bytes[at] ?? 0);
        have++;
        at++;
        broken = have === LENGTH_BYTES && (length < SHORTEST_MESSAGE || length > LONGEST_MESSAGE);
        continue;
      }
      const taken = Math.min(length - have, bytes.byteLength - at);
      have += taken;
      at += taken;
      if (have < length) continue;
      completed = at;
      length = 0;
      have = 0;
    }
    // what is no message is handed over as it came, for the SDK to refuse
    return broken ? bytes.byteLength : completed;
  };
}
