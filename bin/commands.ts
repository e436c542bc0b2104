// The commands, each in a file of its own that is loaded only when it is asked for.
import type { Command } from 'commander';

export interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, Entry>> = {
  race: {
    summary: 'race the targets now, a few rounds, and print who is faster',
    load: async () => (await import('./race.ts')).raceCommand(),
  },
  monitor: {
    summary: 'race around the clock on this machine, and serve the board',
    load: async () => (await import('./monitor.ts')).monitorCommand(),
  },
  board: {
    summary: 'rebuild the documents of the board',
    load: async () => (await import('./board.ts')).boardCommand(),
  },
  config: {
    summary: 'check the config, or import a list of vendors into it',
    load: async () => (await import('./config.ts')).configCommand(),
  },
  providers: {
    summary: 'list the providers that a target may name, with their keys and quirks',
    load: async () => (await import('./providers.ts')).providersCommand(),
  },
  replay: {
    summary: "run today's rules for regressions over stored samples",
    load: async () => (await import('./replay.ts')).replayCommand(),
  },
  cost: {
    summary: 'estimate a month in AWS, line by line, before anything is deployed',
    load: async () => (await import('./cost.ts')).costCommand(),
  },
  keys: {
    summary: "bring the targets' keys to the regions, or list which are there",
    load: async () => (await import('./keys.ts')).keysCommand(),
  },
  doctor: {
    summary: 'check a deployment, one line a thing, each with what to do',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
};
