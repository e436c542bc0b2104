// Streams of every dialect as bytes, and how they are read back from a capture: for properties, without a network.
import type { Api } from '../../lib/domain/target.ts';
import { anthropicWire } from '../../lib/fleet/anthropic-wire.ts';
import { bedrockWire } from '../../lib/fleet/bedrock-wire.ts';
import { chatCompletionsWire } from '../../lib/fleet/chat-completions-wire.ts';
import { completionsWire } from '../../lib/fleet/completions-wire.ts';
import { geminiWire } from '../../lib/fleet/gemini-wire.ts';
import { responsesWire } from '../../lib/fleet/responses-wire.ts';
import { BLANK_SCRIPT } from '../../lib/fleet/script.ts';
import type { WireAction, WireFactory } from '../../lib/fleet/wire.ts';
import { loadDialects } from '../../lib/providers/dialects.ts';
import { type Capture, type CaptureEnd, emptyCapture } from '../../lib/race/capture.ts';
import { type Reading, replay } from '../../lib/race/replay.ts';
import { holdAtStartLine } from '../../lib/race/start-line.ts';
import { targetAt } from './racing.ts';

const WIRES: Readonly<Record<Api, WireFactory>> = {
  'chat-completions': chatCompletionsWire,
  completions: completionsWire,
  responses: responsesWire,
  'anthropic-messages': anthropicWire,
  'gemini-generate-content': geminiWire,
  'bedrock-converse': bedrockWire,
};

const CONTEXT = { requestId: 'r', model: 'm', promptTokens: 3, authorization: '', createdS: 0, firstWord: 0 };

export interface Stream {
  readonly bytes: Buffer;
  /** For each event that bears a token, the offset of its end. */
  readonly tokenEnds: readonly number[];
}

/** How the text of a stream is written; the binary one has no choice. */
export interface Form {
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly mark: boolean;
  /** In front of every event. */
  readonly comment: string;
}

export const PLAIN: Form = { lineEnd: '\n', mark: false, comment: '' };

/** A stream of these actions, with a role in front where the dialect has one. */
export function streamOf(api: Api, actions: readonly WireAction[], form: Form = PLAIN): Stream {
  const wire = WIRES[api](BLANK_SCRIPT, CONTEXT);
  const parts: Buffer[] = form.mark && api !== 'bedrock-converse' ? [Buffer.from('\ufeff')] : [];
  const tokenEnds: number[] = [];
  let length = parts[0]?.byteLength ?? 0;
  for (const action of [{ type: 'role' } as const, ...actions]) {
    const rendered = wire.render(action);
    if (rendered.byteLength === 0) continue;
    const bytes = api === 'bedrock-converse' ? rendered : formed(rendered, form);
    parts.push(bytes);
    length += bytes.byteLength;
    if (action.type === 'text') tokenEnds.push(length);
  }
  return { bytes: Buffer.concat(parts), tokenEnds };
}

function formed(bytes: Buffer, { lineEnd, comment }: Form): Buffer {
  return Buffer.from((comment + bytes.toString('utf8')).replace(/\r?\n/g, lineEnd));
}

export const FIRST_AT_MS = 1_000;

/** A capture in which the bytes came cut at these places: one chunk each ms from 1,000, and none of them empty. */
export function capturedIn(api: Api, bytes: Uint8Array, cuts: readonly number[], end: CaptureEnd): Capture {
  const capture = emptyCapture();
  const type = api === 'bedrock-converse' ? 'application/vnd.amazon.eventstream' : 'text/event-stream';
  Object.assign(capture, { status: 200, headers: { 'content-type': type }, end, firedAtMs: 0, endedAtMs: 9_000 });
  let from = 0;
  for (const place of placesOf(bytes, cuts)) {
    const chunk = bytes.slice(from, place);
    capture.chunks.push({ atMs: FIRST_AT_MS + capture.chunks.length, bytes: chunk, lateMs: 0 });
    from = place;
  }
  return Object.assign(capture, { byteCount: bytes.byteLength });
}

/** When a byte offset was reached, in the slow and plain way. */
export function arrivalOf(offset: number, bytes: Uint8Array, cuts: readonly number[]): number {
  return FIRST_AT_MS + placesOf(bytes, cuts).findIndex((place) => place >= offset);
}

function placesOf(bytes: Uint8Array, cuts: readonly number[]): number[] {
  const inner = cuts.map((cut) => cut % bytes.byteLength).filter((place) => place > 0);
  return [...new Set([...inner, bytes.byteLength])].sort((a, b) => a - b);
}

export const COMPLETE: CaptureEnd = { kind: 'complete' };

/** Reads a capture through the dialect's own SDK. */
export async function readBack(api: Api, capture: Capture): Promise<Reading> {
  const dialects = await loadDialects([api]);
  const dialect = dialects[api];
  if (dialect === undefined) throw new Error(`no dialect ${api}`);
  const target = targetAt('test/one', 'http://127.0.0.1:9/v1', { api });
  const asked = { model: 'm', region: 'us-east-1', key: 'k', prompt: 'Hi', maxOutputTokens: 8, temperature: 0 };
  const held = await holdAtStartLine(dialect, { target, baseUrl: target.baseUrl, ...asked });
  return replay(held, capture);
}
