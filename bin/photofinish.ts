#!/usr/bin/env node
// `npx photofinish <command>`.
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { COMMANDS } from './commands.ts';
import { exitStatusOf, leaveQuietlyOnBrokenPipe, strict } from './outcome.ts';

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
Exit status: 0 done, 1 some target failed every probe or something was found wrong, 2 wrong use or wrong config, 130 interrupted.`;

leaveQuietlyOnBrokenPipe();
try {
  const program = await programFor(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitStatusOf(error);
}
