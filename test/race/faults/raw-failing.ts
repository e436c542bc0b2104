// What a server on a bare socket can get wrong, and the verdict on it: class, phase, status, and what the message says.
import { gzipSync } from 'node:zlib';
import { ANSWER, DONE, delta, event, FINISH, ROLE } from './chat-events.ts';
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
  writesForEver,
} from './raw-server.ts';

export type Failing = readonly [name: string, behaviour: RawBehaviour, verdict: string, message?: RegExp];

const HTTP2_SETTINGS = Buffer.from('000006040000000000000300000064', 'hex');
const TLS_ALERT = Buffer.from('15030100020246', 'hex');
const EARLY_HINTS = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
const JSON_HEAD = 'content-type: application/json\r\n';
const NO_GPU = '{"error":{"message":"no GPU"}}';
const gzipped = (head: string, body: string) => Buffer.concat([Buffer.from(head), gzipSync(body)]);
const onAccept = (bytes: string | Buffer): RawBehaviour => ({ accept: (socket) => void socket.write(bytes) });
const frame = (error: unknown) => streams(ROLE, event({ error }));

export const FAILING: readonly Failing[] = [
  // before HTTP
  ['closed on accept', { accept: (socket) => void socket.end() }, 'connect connect null', /before the gun/],
  ['reset on accept', { accept: (socket) => void socket.resetAndDestroy() }, 'connect connect null'],
  ['an early answer', onAccept(`${CHUNKED_HEAD}${chunked(ANSWER)}`), 'bad-content headers null', /before it was asked/],
  ['HTTP/2 without being asked', onAccept(HTTP2_SETTINGS), 'bad-content headers null', /before the question/],

  // no answer in HTTP
  ['bytes that are no HTTP', says('220 mail.example ESMTP ready\r\n'), 'bad-content headers null', /as HTTP/],
  ['a TLS alert', says(TLS_ALERT), 'bad-content headers null', /may have to with https/],
  ['closed without an answer', saysAndCloses(''), 'server-error headers null', /before any answer/],
  ['closed within the status line', saysAndCloses('HTTP/1.1 200'), 'server-error headers null'],
  ['headers that are too large', says(`${STREAM_HEAD}x: ${'a'.repeat(70_000)}\r\n\r\n`), 'bad-content headers null'],
  ['a header with a NUL', says(`${STREAM_HEAD}x: a\0b\r\n\r\n`), 'bad-content headers null', /header value/],
  [
    'headers without end, drop by drop',
    { answer: (socket) => writesForEver(socket, 20, 'x-more: yes\r\n', STREAM_HEAD) },
    'timeout-first-token headers null',
  ],
  ['interim answers, and nothing more', says(EARLY_HINTS.repeat(2)), 'timeout-first-token headers null'],
  [
    'interim answers without end',
    { answer: (socket) => writesForEver(socket, 0, EARLY_HINTS.repeat(2_000)) },
    'bad-content headers null',
    /without end/,
  ],
  [
    'another protocol',
    says('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    'bad-content headers null',
  ],
  [
    'two lengths',
    says(`${STREAM_HEAD}content-length: 10\r\ncontent-length: 20\r\n\r\n${ANSWER}`),
    'bad-content headers null',
  ],

  // no stream
  ['204', says('HTTP/1.1 204 No Content\r\n\r\n'), 'bad-content headers 204', /no body/],
  ['a status beyond all', says('HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n'), 'server-error headers 999'],
  [
    'a compressed stream',
    saysAndCloses(gzipped(`${STREAM_HEAD}content-encoding: gzip\r\n\r\n`, ANSWER)),
    'bad-content headers 200',
    /gzip/,
  ],
  [
    'a compressed refusal',
    saysAndCloses(gzipped(`HTTP/1.1 400 Bad\r\n${JSON_HEAD}content-encoding: gzip\r\n\r\n`, NO_GPU)),
    'client-error headers 400',
    /^no GPU$/,
  ],
  [
    'an error as JSON, with 200',
    saysAndCloses(`HTTP/1.1 200 OK\r\n${JSON_HEAD}\r\n${NO_GPU}`),
    'bad-content headers 200',
    /: no GPU$/,
  ],

  // a body that HTTP cannot read to its end
  [
    'a length that is too short',
    says(`${STREAM_HEAD}content-length: ${ROLE.length + delta('one').length + 9}\r\n\r\n${ANSWER}`),
    'truncated finish 200',
  ],
  [
    'a length that is too long',
    saysAndCloses(`${STREAM_HEAD}content-length: 9999\r\n\r\n${ROLE}${delta('one')}`),
    'mid-stream-error stream 200',
  ],
  [
    'chunks without a size',
    says(`${CHUNKED_HEAD}${chunk(ROLE + delta('one'))}zz\r\nwhat`),
    'bad-content stream 200',
    /as HTTP/,
  ],
  [
    'an end within a chunk',
    saysAndCloses(`${CHUNKED_HEAD}fff\r\n${ROLE}${delta('one')}`),
    'mid-stream-error stream 200',
  ],

  // a stream without an answer
  ['no body at all', says(`${STREAM_HEAD}content-length: 0\r\n\r\n`), 'empty finish 200'],
  ['a role, and nothing more', streams(ROLE), 'empty finish 200'],
  ['an end mark alone', streams(DONE), 'empty finish 200'],
  ['a finish reason alone', streams(FINISH, DONE), 'empty finish 200'],
  ['an event without its end', streams(ROLE, delta('one'), 'data: {"choices":[{"de'), 'truncated finish 200'],
  ['comments for ever', goesOn([], 20, ': keep-alive\n\n'), 'timeout-first-token first-token 200'],
  [
    'deep JSON that is no event',
    streams(`data: ${'['.repeat(100_000)}\n\n`),
    'bad-content first-token 200',
    /cannot be parsed/,
  ],

  // without end
  [
    'a line without end',
    goesOn(['data: {"choices":[{"delta":{"content":"'], 0, 'a'.repeat(100_000)),
    'bad-content first-token 200',
    /^cut at \d+ KiB/,
  ],
  [
    'a line of 10 MB',
    streams(delta('one'), delta('x'.repeat(10_000_000)), FINISH),
    'bad-content stream 200',
    /^cut at \d+ KiB/,
  ],
  ['tokens without end', goesOn([ROLE], 0, delta('again').repeat(400)), 'bad-content stream 200', /^cut at \d+ KiB/],
  [
    'bytes one by one, without end',
    { answer: (socket) => writesForEver(socket, 0, chunk('\n').toString().repeat(9_000), CHUNKED_HEAD) },
    'bad-content first-token 200',
    /^cut at \d+ KiB/,
  ],
  [
    'framing without end',
    { answer: (socket) => writesForEver(socket, 0, 'x'.repeat(100_000), `${CHUNKED_HEAD}1;`) },
    'bad-content first-token 200',
  ],
  [
    'tokens without end after the finish reason',
    goesOn([delta('one'), FINISH], 0, delta('again').repeat(400)),
    'bad-content stream 200',
  ],

  // an error that the stream tells: before any token it is a refusal that came late
  [
    'a frame of a limit',
    frame({ message: 'Slow down', code: 'rate_limit_exceeded' }),
    'rate-limited first-token 200',
    /Slow down/,
  ],
  [
    'a frame of overload, by number',
    frame({ message: 'Provider returned error', code: 503 }),
    'overloaded first-token 200',
  ],
  ['a frame of overload, by type', frame({ message: 'Busy', type: 'overloaded_error' }), 'overloaded first-token 200'],
  ['a frame of the key', frame({ message: 'No credits', code: 401 }), 'auth first-token 200'],
  ['a frame of a filter', frame({ message: 'No', code: 'content_filter' }), 'content-filter first-token 200'],
  [
    'a frame of our request',
    frame({ message: 'No such field', type: 'invalid_request_error' }),
    'client-error first-token 200',
  ],
  ['a frame of no kind', frame({ message: 'It broke' }), 'mid-stream-error first-token 200'],
  [
    'a frame after tokens',
    streams(delta('one'), event({ error: { message: 'Slow down', code: 429 } })),
    'mid-stream-error stream 200',
  ],
];
