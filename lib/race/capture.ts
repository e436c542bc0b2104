// What the hot path keeps of a response: when something arrived, and its bytes. Nothing is read or judged here.

/** What one read brought. */
export interface CapturedChunk {
  /** Monotonic ms. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** Bound of how late the stamp may be (loop-watch). */
  readonly lateMs: number;
}

/** How a response came to its end. */
export type CaptureEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'broken'; readonly error: Error }
  /** We ended it: no byte in time, silence, the total deadline, or more than is kept. */
  | { readonly kind: 'cut'; readonly by: 'first-byte' | 'stall' | 'total' | 'size' };

export interface Capture {
  /** Monotonic ms of the moment from which it stood at the start line; `null` = it never did. */
  readyAtMs: number | null;
  /** Monotonic ms of the request's own moment on the wire; `null` = not sent. */
  firedAtMs: number | null;
  /** How long the write call took, ms: the request left within it, so t0 is off by no more. */
  writeMs: number | null;
  headersAtMs: number | null;
  status: number | null;
  headers: Readonly<Record<string, string>>;
  readonly chunks: CapturedChunk[];
  byteCount: number;
  endedAtMs: number | null;
  end: CaptureEnd | null;
}

export function emptyCapture(): Capture {
  return {
    readyAtMs: null,
    firedAtMs: null,
    writeMs: null,
    headersAtMs: null,
    status: null,
    headers: {},
    chunks: [],
    byteCount: 0,
    endedAtMs: null,
    end: null,
  };
}

const SLAB_BYTES = 16 * 1024;

/**
 * Adds to a capture what a read brought. The bytes are copied side by side: a server that sends them one at a time, each
 * in a frame of its own, costs no object for each of them. The pieces of one read become one chunk.
 */
export function createKeeper(capture: Capture): (bytes: Uint8Array, atMs: number, lateMs: number) => void {
  let slab: Buffer = Buffer.alloc(0);
  let used = 0;
  let open: { atMs: number; bytes: Uint8Array; lateMs: number } | null = null;
  let openFrom = 0;
  return (bytes, atMs, lateMs) => {
    const before = open !== null && open.atMs === atMs ? open.bytes : null;
    if (used + bytes.byteLength > slab.byteLength) {
      const kept = before?.byteLength ?? 0;
      slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, 2 * (kept + bytes.byteLength)));
      if (before !== null) slab.set(before);
      openFrom = 0;
      used = kept;
    }
    if (before === null) openFrom = used;
    slab.set(bytes, used);
    used += bytes.byteLength;
    capture.byteCount += bytes.byteLength;
    const joined = slab.subarray(openFrom, used);
    if (before !== null && open !== null) {
      open.bytes = joined;
      return;
    }
    open = { atMs, bytes: joined, lateMs };
    capture.chunks.push(open);
  };
}
