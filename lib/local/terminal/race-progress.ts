// How a race is going, on stderr: told between rounds only, because drawing would make the loop late that stamps arrivals.
import type { Round } from '../../domain/round.ts';
import { isMeasured } from '../../domain/sample.ts';
import { roundLine } from '../round-line.ts';
import type { Screen } from './screen.ts';

export interface RaceProgress {
  /** Before the first round. */
  begin(): void;
  /** After each round of a region. @param number of the round, from 1 */
  done(number: number, round: Round): void;
  /** After the last. */
  end(): void;
}

export const NO_PROGRESS: RaceProgress = { begin: () => undefined, done: () => undefined, end: () => undefined };

/** One line a round, for logs; where a person watches, one line that is written over. */
export function raceProgress(screen: Screen, rounds: number, regions: number): RaceProgress {
  return screen.isLive ? liveLine(screen, rounds, regions) : logLines(screen, rounds);
}

function logLines({ write }: Screen, rounds: number): RaceProgress {
  return {
    ...NO_PROGRESS,
    done: (number, round) => void write(`round ${number} of ${rounds}: ${roundLine(round)}\n`),
  };
}

const CLEAR_LINE = '\r\u001b[2K';
const WIDE_COLUMNS = 100;

function liveLine({ write, columns, paint }: Screen, rounds: number, regions: number): RaceProgress {
  const totals = { raced: 0, ok: 0, failed: 0, voided: 0 };
  const barWidth = columns < WIDE_COLUMNS ? 10 : 24;
  const draw = (latest: string): void => {
    const filled = Math.round((barWidth * totals.raced) / (rounds * regions));
    const bar = `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}]`;
    const done = `${Math.floor(totals.raced / regions)}/${rounds} rounds`;
    const counted = [
      `${totals.ok} ok`,
      ...(totals.failed > 0 ? [`${totals.failed} failed`] : []),
      ...(totals.voided > 0 ? [`${totals.voided} void`] : []),
    ].join(', ');
    // a line that reaches the last column would wrap, and could not be written over
    const room = columns - bar.length - 2;
    const short = `${done}  ${counted}`;
    const long = latest === '' ? short : `${short}  ${latest}`;
    write(`${CLEAR_LINE}${paint('green', bar)} ${(long.length <= room ? long : short).slice(0, Math.max(0, room))}`);
  };
  return {
    begin: () => draw(''),
    done: (_number, { samples, region }) => {
      totals.raced++;
      totals.ok += samples.filter((sample) => sample.void === null && sample.outcome === 'ok').length;
      totals.voided += samples.filter((sample) => sample.void !== null).length;
      totals.failed += samples.filter((sample) => sample.void === null && sample.outcome === 'failed').length;
      const fastest = samples
        .filter((sample) => isMeasured(sample) && sample.ttftMs !== null)
        .toSorted((a, b) => (a.ttftMs ?? 0) - (b.ttftMs ?? 0))[0];
      const where = regions > 1 ? `${region}: ` : '';
      draw(fastest === undefined ? '' : `${where}first ${fastest.target} ${Math.round(fastest.ttftMs ?? 0)} ms`);
    },
    end: () => void write(CLEAR_LINE),
  };
}
