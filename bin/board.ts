// `photofinish board`: the documents anew from what is stored.
import { Command } from 'commander';

export function boardCommand(): Command {
  return new Command('board')
    .description('Rebuild the board from the rounds and blocks that are stored, without racing.')
    .option('--config <file>', 'the config file (config/demo.yaml for the demo)', 'config/photofinish.yaml')
    .option('--env <file>', 'file with keys, NAME=value a line', '.env')
    .option('--data <dir>', 'where results and board are kept', '.photofinish')
    .action(board);
}

async function board(words: { config: string; env: string; data: string }): Promise<void> {
  const { rebuildBoard } = await import('../lib/local/rebuild-board.ts');
  const { SYSTEM_CLOCK } = await import('../lib/local/clock.ts');
  const { KNOWN_PRESETS } = await import('./known-presets.ts');
  const options = { configFile: words.config, envFile: words.env, dataDir: words.data, presets: KNOWN_PRESETS };
  const { written, unchanged, deleted, folder } = await rebuildBoard(options, process.env, SYSTEM_CLOCK);
  process.stdout.write(`${folder}: ${written} files written, ${unchanged} unchanged, ${deleted} deleted\n`);
}
