// What a wire dialect is to the race: the provider's own SDK writes the request and reads the stream, and a transport
// of ours stands between the two. The transport may answer long after the request was built, and does: it answers
// when the race is over, from what was captured. So no dialect ever touches a clock.
import type { Api, Target } from '../domain/target.ts';

/** One question to one target, all that a dialect needs to write the request. */
export interface Ask {
  readonly target: Target;
  readonly model: string;
  /** `null` where the SDK knows the address. */
  readonly baseUrl: string | null;
  readonly region: string;
  /** The key's value; `null` where none is needed. */
  readonly key: string | null;
  readonly prompt: string;
  readonly maxOutputTokens: number;
  readonly temperature: number | null;
  /** What signs the request in the dialect that signs. Left out: the account's own, as the SDK finds them. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A request as the SDK built and signed it. */
export interface WireRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A response that is pulled chunk by chunk: nothing is read ahead, so that the events read between two pulls belong to the chunk last pulled. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `null` at the end. Rejects where the connection broke. */
  readonly pull: () => Promise<Uint8Array | null>;
}

/** Called by the dialect's SDK exactly once per ask. */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

export type TokenKind = 'answer' | 'reasoning' | 'tool' | 'refusal';

/** Token counts as the provider gives them; `null` where it does not. */
export interface Usage {
  readonly inputTokens: number | null;
  /** Visible and reasoning tokens together. */
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly cachedTokens: number | null;
}

/** What a stream says, dialect apart. */
export type StreamEvent =
  | { readonly kind: 'token'; readonly of: TokenKind; readonly text: string }
  /** May come more than once; the last one wins. */
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'finish'; readonly reason: string }
  | {
      readonly kind: 'identity';
      readonly servedModel?: string;
      readonly serviceTier?: string;
      readonly requestId?: string;
      /** The very build that answered. */
      readonly fingerprint?: string;
      /** Who served it, told by a router. */
      readonly servedBy?: string;
    }
  /** The server's own account of how long it took, ms; to its first token, its queue included. */
  | { readonly kind: 'server-time'; readonly totalMs?: number; readonly firstTokenMs?: number }
  | ({ readonly kind: 'error' } & ToldError);

/** An error told inside the stream. */
export interface ToldError {
  readonly message: string;
  /** The provider's own word or number for it (`overloaded_error`, 429); `null` where there is none. */
  readonly code: string | number | null;
}

export interface Dialect {
  readonly api: Api;
  /** Response header names that hold a request id, the first present wins. */
  readonly requestIdHeaders: readonly string[];
  /** What a 2xx stream's content type must start with. */
  readonly contentType: string;
  /** Builds the request, hands it to the transport, and reads the answer. Throws what the SDK throws. */
  readonly ask: (ask: Ask, transport: Transport) => AsyncIterable<StreamEvent>;
  /** What the server said, if this error of the SDK is an error frame of the stream; `null` if it is anything else. */
  readonly toldBy: (error: Error) => ToldError | null;
}
