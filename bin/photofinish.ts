#!/usr/bin/env node
// `npx photofinish <command>`: each command stands in a file of its own, loaded only when it is asked for.
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { exitStatusOf, leaveQuietlyOnBrokenPipe, strict } from './outcome.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
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
};

async function programFor(words: readonly string[]): Promise<Command> {
  const program = new Command('photofinish')
    .description('Races LLM inference APIs at the same instant, measured to the wire.')
    .version(packageJson.version)
    .addHelpText('after', EXIT_STATUS);
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    if (words.includes(name)) program.addCommand((await load()).summary(summary));
    else program.command(name).summary(summary).allowUnknownOption();
  }
  return strict(program);
}

const EXIT_STATUS = `
Exit status: 0 done, 1 some target failed every probe, 2 wrong use or wrong config, 130 interrupted.`;

leaveQuietlyOnBrokenPipe();
try {
  const program = await programFor(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitStatusOf(error);
}
