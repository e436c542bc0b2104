import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentPathError } from '../../lib/board/errors.ts';
import { assertPlainPath, pageFolder, seriesPath, viewPath } from '../../lib/board/paths.ts';

const name = fc.string({ unit: 'binary', maxLength: 300 });

describe('paths', () => {
  it('are as readable as the design says for plain names', () => {
    expect(seriesPath('together/llama-3.3-70b')).toBe('data/v1/series/together__llama-3.3-70b.json');
    expect(viewPath('chat', 'us-east-1', '7d', 'csv')).toBe('data/v1/view/chat.us-east-1.7d.csv');
    expect(pageFolder('chat', 'all', '7d', 'chat')).toBe('all/7d/');
    expect(pageFolder('long-context', 'all', '7d', 'chat')).toBe('long-context/all/7d/');
  });

  it('are plain whatever the names hold', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        assertPlainPath(seriesPath(one));
        assertPlainPath(viewPath(one, other, '7d', 'json'));
        assertPlainPath(`${pageFolder(one, other, '7d', 'chat')}index.html`);
      }),
    );
  });

  it('differ where the names differ', () => {
    expect(seriesPath('a__b/c')).not.toBe(seriesPath('a/b__c'));
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one !== other);
        expect(seriesPath(one)).not.toBe(seriesPath(other));
      }),
    );
  });

  it.each(['../x', 'a/../b', '/etc/passwd', 'a//b', '', 'a/.hidden', 'a\\b', 'a/\0', 'C:/x', 'a/ü'])(
    'refuse %j',
    (path) => {
      expect(() => assertPlainPath(path)).toThrow(DocumentPathError);
    },
  );
});
