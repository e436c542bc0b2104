// The forms in which servers say what went wrong, and the one line that is made of each.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { emptyCapture } from '../../lib/race/capture.ts';
import { errorIn, spoken } from '../../lib/race/error-text.ts';

const BODIES: readonly (readonly [whose: string, body: unknown, line: string, code: string | number | null])[] = [
  [
    'OpenAI',
    { error: { message: 'No such model', type: 'invalid_request_error', param: null, code: 'model_not_found' } },
    'model_not_found: No such model',
    'model_not_found',
  ],
  [
    'OpenAI, without a code',
    { error: { message: 'Bad key', type: 'authentication_error', code: null } },
    'authentication_error: Bad key',
    'authentication_error',
  ],
  ['OpenAI, code in the words', { error: { message: 'model_x: gone', code: 'model_x' } }, 'model_x: gone', 'model_x'],
  ['Azure', { error: { code: '429', message: 'Too many', innererror: { code: 'x' } } }, '429: Too many', '429'],
  ['Azure gateway', { statusCode: 401, message: 'Access denied' }, 'Access denied', null],
  [
    'Anthropic',
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'r' },
    'overloaded_error: Overloaded',
    'overloaded_error',
  ],
  [
    'Gemini',
    { error: { code: 429, message: 'Quota', status: 'RESOURCE_EXHAUSTED' } },
    'RESOURCE_EXHAUSTED: Quota',
    'RESOURCE_EXHAUSTED',
  ],
  [
    'Gemini, in a list',
    [{ error: { code: 400, message: 'No key', status: 'INVALID_ARGUMENT' } }],
    'INVALID_ARGUMENT: No key',
    'INVALID_ARGUMENT',
  ],
  [
    'Bedrock',
    { __type: 'com.amazon.coral.service#AccessDenied', Message: 'Not you' },
    'AccessDenied: Not you',
    'AccessDenied',
  ],
  [
    'FastAPI',
    { detail: [{ type: 'missing', loc: ['body', 'model'], msg: 'Field required' }] },
    'missing: body.model: Field required',
    'missing',
  ],
  ['FastAPI, in words', { detail: 'Not Found' }, 'Not Found', null],
  ['TGI', { error: 'Model is overloaded', error_type: 'overloaded' }, 'Model is overloaded', 'overloaded'],
  ['Cerebras', { message: 'No', type: 'bad', code: 'worse' }, 'worse: No', 'worse'],
  [
    'vLLM',
    { object: 'error', message: 'too long', type: 'BadRequestError', code: 400 },
    'BadRequestError: too long',
    'BadRequestError',
  ],
  ['by number only', { error: { message: 'busy', code: 503 } }, 'busy', 503],
  ['Cloudflare', { success: false, errors: [{ code: 7003, message: 'No route' }] }, 'No route', 7003],
  ['RFC 9457', { type: 'about:blank', title: 'Gone', status: 410 }, 'about:blank: Gone', 'about:blank'],
  ['words', 'upstream connect error', 'upstream connect error', null],
  ['a page', '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>', '502 Bad Gateway', null],
  ['a page without a title', '<h1>Sign in</h1>', 'Sign in', null],
  ['an event', 'event: error\ndata: {"error":{"message":"late"}}\n\n', 'late', null],
  ['JSON that says nothing', { ok: false }, '{"ok":false}', null],
  ['JSON beyond all depth', `${'['.repeat(9_000)}${']'.repeat(9_000)}`, '[[[[[', null],
  ['JSON of prototypes', '{"__proto__":{"message":"no"},"message":"yes"}', 'yes', null],
];

function bodyOf(body: unknown): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function captured(bytes: Buffer, headers: Readonly<Record<string, string>> = {}) {
  return { ...emptyCapture(), headers, chunks: [{ atMs: 1, bytes, lateMs: 0 }] };
}

describe('errorIn', () => {
  it.each(BODIES)('%s', (_whose, body, line, code) => {
    const said = errorIn(captured(bodyOf(body)));
    expect(said?.code ?? null).toBe(code);
    expect(said === null ? '' : spoken(said).trim().slice(0, Math.max(line.length, 5))).toBe(line);
  });

  it.each(['', ' \n'])('says nothing of an empty body (%j)', (body) => {
    expect(errorIn(captured(Buffer.from(body)))).toBeNull();
  });

  it('reads what is compressed, and says what cannot be', () => {
    const encoded = { 'content-encoding': 'gzip' };
    expect(errorIn(captured(gzipSync('{"message":"no"}'), encoded))?.message).toBe('no');
    expect(errorIn(captured(Buffer.from('not gzip'), encoded))?.message).toMatch(/gzip that cannot be read/);
    // a small body that is a large one when it is unpacked
    expect(errorIn(captured(gzipSync(Buffer.alloc(50_000_000)), encoded))?.message).toMatch(/cannot be read/);
  });
});
