import { describe, expect, it } from 'vitest';
import { type Capture, type CaptureEnd, createKeeper, emptyCapture } from '../../lib/race/capture.ts';
import { piecesOf } from '../../lib/race/pieces.ts';

const COMPLETE: CaptureEnd = { kind: 'complete' };

/** What is handed over of chunks that came at 0, 1, 2 ... ms. */
function handed(chunks: readonly string[], end: CaptureEnd = COMPLETE, mostBytes = 1_000): [number, string][] {
  const capture: Capture = Object.assign(emptyCapture(), { end, headers: { 'content-type': 'text/event-stream' } });
  for (const [atMs, text] of chunks.entries()) capture.chunks.push({ atMs, bytes: Buffer.from(text), lateMs: 0 });
  return [...piecesOf(capture, mostBytes)].map(({ bytes, chunk }) => [chunk.atMs, Buffer.from(bytes).toString()]);
}

describe('piecesOf', () => {
  it.each([
    ['one event', ['data: a\n\n'], [[0, 'data: a\n\n']]],
    ['an event in parts', ['dat', 'a: a\n', '\n'], [[2, 'data: a\n\n']]],
    ['two at once', ['data: a\n\ndata: b\n\n'], [[0, 'data: a\n\ndata: b\n\n']]],
    [
      'one, and the next begun',
      ['data: a\n\nda', 'ta: b\n\n'],
      [
        [0, 'data: a\n\n'],
        [1, 'data: b\n\n'],
      ],
    ],
    ['CR LF', ['data: a\r\n\r', '\ndata: b\r\n\r\n'], [[1, 'data: a\r\n\r\ndata: b\r\n\r\n']]],
    [
      'CR alone',
      ['data: a\r\r', 'data: b\r\r', 'x'],
      [
        [1, 'data: a\r\r'],
        [2, 'data: b\r\r'],
        [2, 'x'],
      ],
    ],
    ['two lines of data', ['data: a\n', 'data: b\n\n'], [[1, 'data: a\ndata: b\n\n']]],
    [
      'no empty line at the end',
      ['data: a\n\n', 'data: b'],
      [
        [0, 'data: a\n\n'],
        [1, 'data: b'],
      ],
    ],
    [
      'comments',
      [': x\n\n', ': y\ndata: a\n\n'],
      [
        [0, '\n'],
        [1, 'data: a\n\n'],
      ],
    ],
    ['nothing', [], []],
  ] as const)('hands over whole events with the chunk that completed them: %s', (_name, chunks, expected) => {
    expect(handed(chunks)).toEqual(expected);
  });

  it('leaves out what a connection that was lost has not finished', () => {
    expect(handed(['data: a\n\nda'], { kind: 'cut', by: 'stall' })).toEqual([[0, 'data: a\n\n']]);
  });

  it('looks at no more than it is told to, though it be one chunk', () => {
    expect(handed(['data: a\n\ndata: b\n\n'], { kind: 'cut', by: 'size' }, 12)).toEqual([[0, 'data: a\n\n']]);
  });
});

describe('createKeeper', () => {
  it('makes one chunk of what one read brought, and keeps every byte of all of them', () => {
    const capture = emptyCapture();
    const keep = createKeeper(capture);
    const sent: Buffer[] = [];
    for (let piece = 0; piece < 3_000; piece++) {
      const bytes = Buffer.alloc(1 + ((piece * 7) % 90), piece % 251);
      sent.push(bytes);
      keep(bytes, Math.floor(piece / 300), 0.1);
    }
    expect(capture.chunks.map(({ atMs }) => atMs)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Buffer.concat(capture.chunks.map(({ bytes }) => bytes)).equals(Buffer.concat(sent))).toBe(true);
    expect(capture.byteCount).toBe(Buffer.concat(sent).byteLength);
  });

  it('keeps a copy', () => {
    const capture = emptyCapture();
    const bytes = Buffer.from('abc');
    createKeeper(capture)(bytes, 1, 0);
    bytes.fill(0);
    expect(Buffer.from(capture.chunks[0]?.bytes ?? []).toString()).toBe('abc');
  });
});
