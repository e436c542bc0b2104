// Answers in an odd form, from servers on bare sockets: each is an answer all the same, and so is read.
import { ANSWER, DONE, delta, FINISH, ROLE, USAGE } from './chat-events.ts';
import {
  CHUNKED_HEAD,
  chunk,
  chunked,
  goesOn,
  type RawBehaviour,
  STREAM_HEAD,
  says,
  saysAndCloses,
  streams,
  trickles,
} from './raw-server.ts';

export type Good = readonly [name: string, behaviour: RawBehaviour, expected: Readonly<Record<string, unknown>>];

const BEGUN = `${CHUNKED_HEAD}${chunk(ANSWER)}`;
const NO_TOTAL = { finishReason: 'stop', outputTokens: 3, totalMs: null, endToEndTokensPerSecond: null };
const POLLUTING = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
const NO_UTF8 = Buffer.from(delta('x').replace('"x"', '"x\xff\xfe"'), 'latin1');

export const GOOD: readonly Good[] = [
  ['one write', streams(ANSWER), { outputTokens: 3, finishReason: 'stop', chunks: 1 }],
  ['a body that ends with the connection', saysAndCloses(`${STREAM_HEAD}\r\n${ANSWER}`), { outputTokens: 3 }],
  ['bytes one at a time', trickles(`${CHUNKED_HEAD}${chunked(ANSWER)}`), { outputTokens: 3 }],
  ['each byte in a frame of its own', streams(...ANSWER), { outputTokens: 3 }],
  ['CR LF and a byte order mark', streams(`\ufeff${ANSWER.replaceAll('\n', '\r\n')}`), { outputTokens: 3, chunks: 1 }],
  ['no empty line at the end', streams(ANSWER.slice(0, -DONE.length), 'data: [DONE]'), { outputTokens: 3 }],
  [
    'events twice',
    streams(ROLE, ROLE, delta('one'), delta('one'), FINISH, FINISH, USAGE, USAGE, DONE, DONE),
    { outputTokens: 3 },
  ],
  [
    'a second answer that nobody asked for',
    says(`${CHUNKED_HEAD}${chunked(ANSWER)}${CHUNKED_HEAD}${chunked(ANSWER)}`),
    { outputTokens: 3 },
  ],

  // the answer is whole, whatever the connection does then; but of a body without end there is no total
  [
    'tokens after the finish reason',
    streams(delta('one'), FINISH, delta('two'), USAGE, DONE),
    { finishReason: 'stop', outputTokens: 3 },
  ],
  ['comments for ever after the finish reason', goesOn([ANSWER], 20, ': keep-alive\n\n'), NO_TOTAL],
  ['silence for ever after the finish reason', says(BEGUN), NO_TOTAL],
  [
    'a reset after the finish reason',
    { answer: (socket) => void socket.write(BEGUN, () => setTimeout(() => socket.resetAndDestroy(), 30)) },
    NO_TOTAL,
  ],
  ['broken framing after the finish reason', says(`${BEGUN}zz\r\n`), NO_TOTAL],

  // content
  ['NUL bytes', streams(delta('a\0b'), '\0\0\n\n', FINISH, USAGE), { finishReason: 'stop' }],
  ['bytes that are no UTF-8', streams(NO_UTF8, FINISH, USAGE), { finishReason: 'stop' }],
  ['keys that would change prototypes', streams(delta('one', POLLUTING), FINISH, USAGE), { outputTokens: 3 }],
  [
    'numbers beyond all',
    streams(
      delta('one'),
      FINISH,
      'data: {"choices":[],"usage":{"prompt_tokens":1e999,"completion_tokens":-5,"total_time":1e308}}\n\n',
    ),
    { tokensFrom: 'counted', inputTokens: null },
  ],
  [
    'deep JSON beside the token',
    streams(
      `data: {"x":${'['.repeat(20_000)}${']'.repeat(20_000)},"choices":[{"delta":{"content":"one"}}]}\n\n`,
      FINISH,
      USAGE,
    ),
    { outputTokens: 3 },
  ],
];
