// What the hot path keeps of a response: when something arrived, and its bytes. Nothing is read or judged here.

export interface CapturedChunk {
  /** Monotonic ms; all that one read brought shares it. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** Bound of how late the stamp may be (loop-watch). */
  readonly lateMs: number;
}

/** How a response came to its end. */
export type CaptureEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'broken'; readonly error: Error }
  /** We ended it: no byte in time, silence, the total deadline, or more bytes than are kept. */
  | { readonly kind: 'cut'; readonly by: 'first-byte' | 'stall' | 'total' | 'size' };

export interface Capture {
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
