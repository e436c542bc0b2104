// What a command needs to know of the terminal it writes to, so that tests can bring their own.
import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';
export type Paint = (style: Style, text: string) => string;

export interface Screen {
  readonly write: (text: string) => unknown;
  readonly columns: number;
  /** Whether a line may be written over: a person watches, and no log is kept. */
  readonly isLive: boolean;
  readonly paint: Paint;
}

/** Columns where there is no terminal to ask. */
export const PLAIN_COLUMNS = 100;

export const plainPaint: Paint = (_style, text) => text;

/** Colours are Node's decision: a terminal that has them, NO_COLOR, FORCE_COLOR. */
export function screenOf(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Screen {
  const isTerminal = stream.isTTY === true;
  const isLog = (environment.CI ?? '') !== '' || environment.TERM === 'dumb';
  return {
    write: (text) => stream.write(text),
    columns: (isTerminal ? stream.columns : 0) || PLAIN_COLUMNS,
    isLive: isTerminal && !isLog,
    paint: (style, text) => styleText(style, text, { stream }),
  };
}
