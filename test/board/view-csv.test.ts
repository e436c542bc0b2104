import { describe, expect, it } from 'vitest';
import { viewCsv } from '../../lib/board/view-csv.ts';
import { viewDocument } from '../../lib/board/view-document.ts';
import { boardInput, seriesOf, strictRanks, targetOf, viewOf } from './board-input.ts';

const header = { generatedAt: '2026-11-22T03:15:00Z', staleAfterS: 900, runId: 'run-1', simulation: false };

function csvOf(id: string): readonly string[] {
  const input = boardInput({ targets: [targetOf(id)] });
  const view = viewOf([seriesOf(id, 100, 20, { failures: { connect: 2, overloaded: 1 } })], {
    ranked: strictRanks([id]),
  });
  return viewCsv(viewDocument(input, view, header))
    .trimEnd()
    .split('\n');
}

describe('the table as CSV', () => {
  it('has a header with units, and an empty cell for what is missing', () => {
    const [head = '', line = ''] = csvOf('a/b');
    const cell = (name: string): string | undefined => line.split(',')[head.split(',').indexOf(name)];

    expect(cell('target')).toBe('a/b');
    expect(cell('rank_best')).toBe('1');
    expect(cell('ttft_ms_p50')).toBe('100');
    expect(cell('ttft_ms_p95')).toBe('');
    expect(cell('output_tokens_per_second_n')).toBe('20');
    expect(cell('failures')).toBe('connect:2 overloaded:1');
    expect(cell('simulated')).toBe('false');
  });

  it.each(['=cmd|calc', '+1', '-1', '@SUM(A1)'])('leaves %s to no spreadsheet as a formula', (id) => {
    expect(csvOf(id)[1]).toContain(`,'${id},`);
  });

  it('quotes commas and quotes, and keeps a row on one line', () => {
    expect(csvOf('a/b,"c"\nd')).toHaveLength(2);
    expect(csvOf('a/b,"c"\nd')[1]).toContain('"a/b,""c"" d"');
  });

  it('has its header line where there is no target', () => {
    const csv = viewCsv(viewDocument(boardInput(), viewOf([]), header));

    expect(csv).toMatch(/^generated_at,workload,.*\n$/);
  });
});
