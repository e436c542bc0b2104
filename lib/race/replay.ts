// Replay: the captured bytes go through the SDK's parser chunk by chunk, and each event gets the arrival time of the
// chunk that completed it. So the SDK reads the protocol, and never touches the clock.
import type { StreamEvent, TokenKind, ToldError, Usage } from '../providers/dialect.ts';
import { READ_OF_CUT_BYTES } from './bounds.ts';
import type { Capture, CapturedChunk } from './capture.ts';
import { RaceError } from './errors.ts';
import { inTime } from './in-time.ts';
import { piecesOf } from './pieces.ts';
import type { HeldRequest } from './start-line.ts';

// All of its bytes are here: an SDK that takes longer waits for something that will not come.
const READING_MS = 5_000;

/** One chunk that bore tokens. */
export interface TokenChunk {
  readonly atMs: number;
  readonly lateMs: number;
  /** Token events in it. */
  events: number;
  /** Characters of token text in it. */
  characters: number;
}

/** What the SDK read. Times are monotonic ms. */
export interface Reading {
  readonly tokenChunks: readonly TokenChunk[];
  readonly firstAnswerAtMs: number | null;
  /** All token text by kind, for counting; it is not kept beyond the judgement. */
  readonly text: Readonly<Record<TokenKind, string>>;
  readonly usage: Usage | null;
  readonly finishReason: string | null;
  readonly servedModel: string | null;
  readonly serviceTier: string | null;
  readonly servedBy: string | null;
  readonly fingerprint: string | null;
  readonly requestId: string | null;
  readonly serverMs: number | null;
  readonly serverTtftMs: number | null;
  /** What the stream itself said went wrong. */
  readonly toldError: ToldError | null;
  /** What the SDK threw while reading. */
  readonly readError: Error | null;
}

type Draft = { -readonly [Key in keyof Reading]: Reading[Key] } & {
  tokenChunks: TokenChunk[];
  text: Record<TokenKind, string>;
};

/** Answers a held request from its capture. Never throws: what cannot be read is part of the reading. */
export async function replay(held: HeldRequest, capture: Capture): Promise<Reading> {
  const draft: Draft = {
    tokenChunks: [],
    firstAnswerAtMs: null,
    text: { answer: '', reasoning: '', tool: '', refusal: '' },
    usage: null,
    finishReason: null,
    servedModel: null,
    serviceTier: null,
    servedBy: null,
    fingerprint: null,
    requestId: null,
    serverMs: null,
    serverTtftMs: null,
    toldError: null,
    readError: null,
  };
  let current: CapturedChunk | null = null;
  let isWhole = true;
  const pieces = piecesOf(capture, wasTooLarge(capture) ? READ_OF_CUT_BYTES : Number.POSITIVE_INFINITY);
  const pull = async () => {
    const { value: piece } = pieces.next();
    current = piece?.chunk ?? null;
    isWhole = piece?.isWhole ?? isWhole;
    return piece?.bytes ?? null;
  };
  const read = async () => {
    const events = held.answer({ status: capture.status ?? 0, headers: capture.headers, pull });
    for await (const event of events) note(event, current ?? lastOf(capture), draft);
  };
  try {
    await inTime(read(), READING_MS, () => new RaceError('its SDK did not come to an end of it'));
  } catch (error) {
    // a last event that lacks its end is no error of what was sent: the stream ended too early
    if (isWhole) draft.readError = error instanceof Error ? error : new Error(String(error));
  }
  return draft;
}

function wasTooLarge({ end }: Capture): boolean {
  return end?.kind === 'cut' && end.by === 'size';
}

// An SDK may give out its last event only once it has seen the end: it belongs to the last chunk.
function lastOf(capture: Capture): CapturedChunk | null {
  return capture.chunks.at(-1) ?? null;
}

function note(event: StreamEvent, chunk: CapturedChunk | null, draft: Draft): void {
  switch (event.kind) {
    case 'token':
      if (chunk !== null) noteToken(event.of, event.text, chunk, draft);
      return;
    case 'usage':
      draft.usage = event.usage;
      return;
    case 'finish':
      draft.finishReason = event.reason;
      return;
    case 'identity':
      draft.servedModel = event.servedModel ?? draft.servedModel;
      draft.serviceTier = event.serviceTier ?? draft.serviceTier;
      draft.requestId = event.requestId ?? draft.requestId;
      draft.fingerprint = event.fingerprint ?? draft.fingerprint;
      draft.servedBy = event.servedBy ?? draft.servedBy;
      return;
    case 'server-time':
      draft.serverMs = event.totalMs ?? draft.serverMs;
      draft.serverTtftMs = event.firstTokenMs ?? draft.serverTtftMs;
      return;
    case 'error':
      draft.toldError ??= { message: event.message, code: event.code };
  }
}

function noteToken(of: TokenKind, text: string, chunk: CapturedChunk, draft: Draft): void {
  draft.text[of] += text;
  if (of === 'answer') draft.firstAnswerAtMs ??= chunk.atMs;
  const last = draft.tokenChunks.at(-1);
  // chunks of one read share a stamp, and are one chunk to whoever waits for it
  if (last !== undefined && last.atMs === chunk.atMs) {
    last.events++;
    last.characters += text.length;
  } else {
    draft.tokenChunks.push({ atMs: chunk.atMs, lateMs: chunk.lateMs, events: 1, characters: text.length });
  }
}
