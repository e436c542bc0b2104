// Scripts of everything a provider can get wrong.
import { BLANK_SCRIPT, type Script, type ScriptEvent } from './script.ts';

export interface Refusal {
  readonly status: number;
  /** May hold `{key}` and its like, to play a server that echoes the key. */
  readonly message: string;
  readonly code?: string;
  readonly retryAfterS?: number;
  /** How long the server thinks before it refuses. Default 0. */
  readonly atMs?: number;
}

const BEDROCK_ERRORS: Readonly<Record<number, string>> = {
  400: 'ValidationException',
  401: 'AccessDeniedException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  429: 'ThrottlingException',
  503: 'ServiceUnavailableException',
};

/** An error status with a JSON body that both dialects understand: 401, 429 with `retry-after`, 500, 503, 529, and so on. */
export function refusal({ status, message, code = 'error', retryAfterS, atMs = 0 }: Refusal): Script {
  const body = JSON.stringify({ message, error: { message, type: code, code } });
  const headers: Record<string, string> = {
    'x-amzn-errortype': BEDROCK_ERRORS[status] ?? 'InternalServerException',
  };
  if (retryAfterS !== undefined) headers['retry-after'] = String(retryAfterS);
  return { ...whole(body, 'application/json', atMs), status, headers };
}

/** 307 to somewhere else, where a careless client would send its key. */
export function redirect(location: string): Script {
  return { ...whole('', 'text/plain', 0), status: 307, headers: { location } };
}

/** Status 200 with a whole body that is no stream: an HTML page, a JSON answer, bytes of any kind. */
export function whole(text: string, contentType: string, atMs = 0, encoding: 'utf8' | 'base64' = 'utf8'): Script {
  const events: ScriptEvent[] = [
    { type: 'raw', text, encoding, atMs },
    { type: 'end', atMs },
  ];
  return { ...BLANK_SCRIPT, contentType, headersAtMs: atMs, events };
}

/** The request is read and nothing is ever sent. */
export const SILENCE: Script = { ...BLANK_SCRIPT, headersAtMs: 'never' };

/** Headers at once, and then nothing. */
export const HEADERS_ONLY: Script = BLANK_SCRIPT;

/** Answer tokens for ever. */
export function endless(firstTokenMs: number, everyMs: number, tokensPerWrite = 1): Script {
  const event = { type: 'tokens', kind: 'answer', count: tokensPerWrite } as const;
  const events: ScriptEvent[] = [
    { type: 'role', atMs: 0 },
    { ...event, atMs: firstTokenMs },
  ];
  return { ...BLANK_SCRIPT, events, repeat: { everyMs, event } };
}

/** `script` up to a moment, and then a lost connection, or for 'stall' nothing ever again. */
export function cutAt(script: Script, atMs: number, how: 'reset' | 'close' | 'stall'): Script {
  const events = script.events.filter((event) => event.atMs < atMs);
  if (how !== 'stall') events.push({ type: how, atMs });
  return { ...script, events, repeat: null };
}

/** `script` up to a moment, then an error frame, then the end of the body. */
export function errorAt(script: Script, atMs: number, code: string, message: string): Script {
  const events = script.events.filter((event) => event.atMs < atMs);
  events.push({ type: 'error', code, message, atMs }, { type: 'end', atMs });
  return { ...script, events, repeat: null };
}
