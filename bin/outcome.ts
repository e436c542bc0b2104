// What a command's end means to the shell: one place maps errors to messages and exit statuses.
import { type Command, CommanderError } from 'commander';
import { BoardError } from '../lib/board/errors.ts';
import { ConfigError } from '../lib/config/errors.ts';
import { FleetError } from '../lib/fleet/errors.ts';
import { InfraError } from '../lib/infra/errors.ts';
import { DataDirError } from '../lib/local/data-errors.ts';
import { LocalError } from '../lib/local/errors.ts';
import { ScheduleError } from '../lib/names/errors.ts';
import { OperatorError } from '../lib/operator/errors.ts';
import { RaceError } from '../lib/race/errors.ts';
import { ResultsError } from '../lib/results/errors.ts';

export const EXIT = { done: 0, allProbesFailed: 1, wrongUse: 2, unexpected: 70, interrupted: 130 } as const;

/** Bases of the errors that our rooms throw on purpose: their messages are made for people. */
const OURS = [
  ConfigError,
  BoardError,
  FleetError,
  RaceError,
  LocalError,
  DataDirError,
  ResultsError,
  ScheduleError,
  InfraError,
  OperatorError,
] as const;

/** Says on stderr what went wrong, never with a stack trace unless PHOTOFINISH_DEBUG=1, and gives the exit status. */
export function exitStatusOf(error: unknown): number {
  // commander has already said what was wrong, or printed the help that was asked for
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  const ours = OURS.some((base) => error instanceof base);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(ours ? `${message}\n` : `photofinish: an error of the program itself: ${message}\n`);
  if (process.env.PHOTOFINISH_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  else if (!ours) process.stderr.write('Set PHOTOFINISH_DEBUG=1 to see where, and please report it.\n');
  return ours ? EXIT.wrongUse : EXIT.unexpected;
}

/** Makes a command and all below it throw instead of ending the process. */
export function strict(command: Command): Command {
  command.exitOverride().showHelpAfterError('(--help shows what can be given)');
  for (const below of command.commands) strict(below);
  return command;
}

/** `photofinish ... | head` closes our stdout early: that is no failure. */
export function leaveQuietlyOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
    throw error;
  });
}
