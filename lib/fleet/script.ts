// A script says exactly what one response does and when. It is plain data, so that it can be sent to another process.

export type TokenKind = 'reasoning' | 'answer';

/** What a stream may do at one moment. In every text `{authorization}`, `{key}` and `{key:base64}` are filled in. */
export type ScriptAction =
  | { readonly type: 'role' }
  /** Generated words, one token each; several in one event are one event on the wire. */
  | { readonly type: 'tokens'; readonly kind: TokenKind; readonly count: number }
  /** Content word for word, said to be so many tokens. */
  | { readonly type: 'text'; readonly kind: TokenKind; readonly text: string; readonly tokens: number }
  /** An SSE comment; nothing on the wires that have none. */
  | { readonly type: 'comment'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: string }
  /** Usage in an event of its own, as `usage.placement` 'last' has it. */
  | { readonly type: 'usage' }
  /** `data: [DONE]`, or what else ends a stream; nothing on the wires where the finish reason does. */
  | { readonly type: 'done' }
  /** An error frame; on the Bedrock wire an in-band exception whose type is `code`. */
  | { readonly type: 'error'; readonly code: string; readonly message: string }
  | { readonly type: 'raw'; readonly text: string; readonly encoding: 'utf8' | 'base64' }
  /** The body ends as HTTP has it. A script without end, close or reset stalls for ever. */
  | { readonly type: 'end' }
  /** FIN in the middle of the body. */
  | { readonly type: 'close' }
  /** RST in the middle of the body. */
  | { readonly type: 'reset' };

export type ScriptEvent = ScriptAction & {
  /** Due so long after the request was received. Events due at the same moment leave in one write. */
  readonly atMs: number;
  /** The first `atByte` bytes leave at `atMs`, the rest `gapMs` later. */
  readonly split?: { readonly atByte: number; readonly gapMs: number };
};

export interface UsageSettings {
  /**
   * Where usage stands: in a chunk of its own, on the finish chunk, cumulative on every chunk, in `x_groq`, nowhere.
   * A wire with one place for it knows only that and nowhere.
   */
  readonly placement: 'last' | 'finish' | 'every' | 'x-groq' | 'none';
  /** `null` estimates it from the prompt. */
  readonly promptTokens: number | null;
  readonly cachedTokens: number;
  /** True plays the providers whose `completion_tokens` leaves reasoning out. */
  readonly excludesReasoning: boolean;
}

export interface Script {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `null` = the one of the wire dialect. */
  readonly contentType: string | null;
  readonly headersAtMs: number | 'with-first-write' | 'never';
  readonly events: readonly ScriptEvent[];
  /** After the last event: this, for ever, every so many ms. */
  readonly repeat: { readonly everyMs: number; readonly event: ScriptAction } | null;
  readonly usage: UsageSettings;
  /** `null` = the model that was asked for. */
  readonly servedModel: string | null;
  /** The field of chat-completions; the other dialects have one name for it. */
  readonly reasoningField: 'reasoning' | 'reasoning_content';
  /** Each write that completes tokens begins with its own stamp as an SSE comment, on the wires that have them. */
  readonly stamps: boolean;
}

/** A response with status 200 and early headers that says nothing and never ends; scripts are made from it. */
export const BLANK_SCRIPT: Script = {
  status: 200,
  headers: {},
  contentType: null,
  headersAtMs: 0,
  events: [],
  repeat: null,
  usage: { placement: 'last', promptTokens: null, cachedTokens: 0, excludesReasoning: false },
  servedModel: null,
  reasoningField: 'reasoning_content',
  stamps: false,
};
