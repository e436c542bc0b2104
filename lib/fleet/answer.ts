// The compact form of a script: an answer that runs as it should.
import { BLANK_SCRIPT, type Script, type ScriptEvent, type TokenKind, type UsageSettings } from './script.ts';

/** Times are ms since the request was received. */
export interface AnswerOptions {
  readonly firstTokenMs: number;
  /** All tokens, reasoning included. */
  readonly tokens: number;
  /** A steady rate, or the gap before each token after the first; the last gap is repeated if they are too few. */
  readonly pace: { readonly tokensPerSecond: number } | { readonly intervalsMs: readonly number[] };
  /** So many of the tokens, the first ones, are reasoning. Default 0. */
  readonly reasoningTokens?: number;
  /** Tokens that leave together, at the moment the first of them is due. Default 1. */
  readonly tokensPerWrite?: number;
  /** Default 0: early. */
  readonly headersAtMs?: Script['headersAtMs'];
  /** The chunk that bears only the role; `null` = none. Default: with the headers. */
  readonly roleAtMs?: number | null;
  /** `null` = the stream ends without one. Default 'stop'. */
  readonly finishReason?: string | null;
  readonly usage?: Partial<UsageSettings>;
  readonly comments?: readonly { readonly atMs: number; readonly text: string }[];
  /** A stamp in front of each write that bears tokens, `: written NS`. Default false. */
  readonly stamps?: boolean;
  /** Whether `[DONE]` is sent. Default true. */
  readonly done?: boolean;
  /** From the last token to the finish chunk. Default 0. */
  readonly finishDelayMs?: number;
  /** From `[DONE]` to the end of the body. Default 0. */
  readonly endDelayMs?: number;
  readonly servedModel?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly reasoningField?: Script['reasoningField'];
}

/** The script of a whole answer: role, tokens, finish reason, usage, `[DONE]`, end. */
export function answerScript(options: AnswerOptions): Script {
  const { firstTokenMs, finishReason = 'stop', headersAtMs = 0 } = options;
  const usage = { ...BLANK_SCRIPT.usage, ...options.usage };
  const roleAtMs = options.roleAtMs === undefined ? headersTime(headersAtMs, firstTokenMs) : options.roleAtMs;
  const tokens = tokenEvents(options);
  const lastTokenMs = tokens.at(-1)?.atMs ?? firstTokenMs;
  const finishMs = lastTokenMs + (options.finishDelayMs ?? 0);
  const events: ScriptEvent[] = [];
  if (roleAtMs !== null) events.push({ type: 'role', atMs: roleAtMs });
  for (const comment of options.comments ?? []) events.push({ type: 'comment', ...comment });
  events.push(...tokens);
  if (finishReason !== null) events.push({ type: 'finish', reason: finishReason, atMs: finishMs });
  if (usage.placement === 'last') events.push({ type: 'usage', atMs: finishMs });
  if (options.done ?? true) events.push({ type: 'done', atMs: finishMs });
  events.push({ type: 'end', atMs: finishMs + (options.endDelayMs ?? 0) });
  return {
    ...BLANK_SCRIPT,
    headers: options.headers ?? {},
    headersAtMs,
    events,
    usage,
    servedModel: options.servedModel ?? null,
    stamps: options.stamps ?? false,
    reasoningField: options.reasoningField ?? BLANK_SCRIPT.reasoningField,
  };
}

function headersTime(headersAtMs: Script['headersAtMs'], firstTokenMs: number): number {
  return typeof headersAtMs === 'number' ? headersAtMs : firstTokenMs;
}

function tokenEvents(options: AnswerOptions): ScriptEvent[] {
  const { tokens, tokensPerWrite = 1, reasoningTokens = 0 } = options;
  const dueMs = dueTimes(options);
  const events: ScriptEvent[] = [];
  for (let sent = 0; sent < tokens; ) {
    const kind: TokenKind = sent < reasoningTokens ? 'reasoning' : 'answer';
    const endOfKind = kind === 'reasoning' ? Math.min(reasoningTokens, tokens) : tokens;
    const count = Math.min(tokensPerWrite, endOfKind - sent);
    events.push({ type: 'tokens', kind, count, atMs: dueMs[sent] ?? options.firstTokenMs });
    sent += count;
  }
  return events;
}

/** When each token is due. A steady rate is a multiple, never a sum, so that no error adds up. */
function dueTimes({ firstTokenMs, tokens, pace }: AnswerOptions): number[] {
  if ('tokensPerSecond' in pace) {
    return Array.from({ length: tokens }, (_, index) => firstTokenMs + (index * 1000) / pace.tokensPerSecond);
  }
  const lastGapMs = pace.intervalsMs.at(-1) ?? 0;
  let dueMs = firstTokenMs;
  return Array.from({ length: tokens }, (_, index) => {
    if (index > 0) dueMs += pace.intervalsMs[index - 1] ?? lastGapMs;
    return dueMs;
  });
}
