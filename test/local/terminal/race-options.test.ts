import { describe, expect, it } from 'vitest';
import { OptionError } from '../../../lib/local/errors.ts';
import {
  DEFAULT_ROUNDS,
  type RaceOptions,
  type RaceWords,
  raceOptions,
} from '../../../lib/local/terminal/race-options.ts';

const FILES = { config: 'c.yaml', env: '.env' };

describe('raceOptions', () => {
  it('has an answer for everything that is not given', () => {
    expect(raceOptions(FILES)).toEqual({
      configFile: 'c.yaml',
      envFile: '.env',
      workload: null,
      targets: null,
      rounds: DEFAULT_ROUNDS,
      everyMs: null,
      format: 'table',
      outFile: null,
      quiet: false,
      share: false,
      shareAddress: null,
    });
  });

  it.each<[Partial<RaceWords>, Partial<RaceOptions>]>([
    [{ targets: 'a/b' }, { targets: ['a/b'] }],
    [{ targets: ' a/b, c/d,a/b ' }, { targets: ['a/b', 'c/d'] }],
    [{ workload: 'long-context' }, { workload: 'long-context' }],
    [{ rounds: '1' }, { rounds: 1 }],
    [{ rounds: '100000' }, { rounds: 100_000 }],
    [{ every: '1' }, { everyMs: 1_000 }],
    [{ every: '2.5' }, { everyMs: 2_500 }],
    [{ every: '86400' }, { everyMs: 86_400_000 }],
    [{ format: 'ndjson' }, { format: 'ndjson' }],
    [{ out: 'results/x.CSV' }, { format: 'csv', outFile: 'results/x.CSV' }],
    [{ out: 'x.jsonl' }, { format: 'ndjson' }],
    [{ out: 'x.md' }, { format: 'md' }],
    [{ out: 'x.txt' }, { format: 'table' }],
    [{ out: 'x.csv', format: 'json' }, { format: 'json' }],
    [{ quiet: true }, { quiet: true }],
    [{ share: true }, { share: true, shareAddress: null }],
    [{ share: 'https://board.example.com' }, { share: true, shareAddress: 'https://board.example.com/' }],
    [{ share: 'http://127.0.0.1:4242/' }, { shareAddress: 'http://127.0.0.1:4242/' }],
    [{ share: 'https://example.com/board//' }, { shareAddress: 'https://example.com/board/' }],
  ])('%j', (words, options) => {
    expect(raceOptions({ ...FILES, ...words })).toMatchObject(options);
  });

  it.each<[Partial<RaceWords>, string]>([
    [{ targets: '' }, '--targets "" is not right. Give ids of the config'],
    [{ targets: 'a/b,,c/d' }, '--targets "a/b,,c/d" is not right.'],
    [{ rounds: '0' }, '--rounds "0" is not right. Give a whole number from 1 to 100,000.'],
    [{ rounds: '-1' }, '--rounds "-1"'],
    [{ rounds: '1.5' }, '--rounds "1.5"'],
    [{ rounds: '1e3' }, '--rounds "1e3"'],
    [{ rounds: '' }, '--rounds ""'],
    [{ rounds: '100001' }, '--rounds "100001"'],
    [{ every: '0.5' }, '--every "0.5" is not right. Give seconds, from 1 to 86,400, as a bare number: 30.'],
    [{ every: '30s' }, '--every "30s"'],
    [{ every: '86401' }, '--every "86401"'],
    [
      { format: 'ndjosn' },
      '--format "ndjosn" is not right. Did you mean ndjson? Give one of table, ndjson, json, csv, md.',
    ],
    [{ format: 'xml' }, '--format "xml" is not right.'],
    [{ out: ' ' }, '--out "" is not right. Name a file'],
    [{ share: 'board.example.com' }, '--share "board.example.com" is not right. Give the address of a board: https://'],
    [{ share: '' }, '--share "" is not right.'],
    [{ share: 'javascript:alert(1)' }, '--share "javascript:alert(1)" is not right.'],
    [{ share: 'https://me:pass@example.com/' }, '--share "https://me:pass@example.com/" is not right.'],
    [{ share: 'https://example.com/?a=b' }, '--share "https://example.com/?a=b" is not right.'],
    [{ share: 'https://example.com/#race=x' }, '--share "https://example.com/#race=x" is not right.'],
    [{ format: '\u001b[2J' }, '--format "[2J" is not right.'],
  ])('refuses %j', (words, message) => {
    const parse = () => raceOptions({ ...FILES, ...words });
    expect(parse).toThrow(OptionError);
    expect(parse).toThrow(message);
  });
});
