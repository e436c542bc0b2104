// `photofinish monitor`: what `npm start` runs.
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { type MonitorWords, monitorOptions } from '../lib/local/monitor-options.ts';
import { EXIT } from './outcome.ts';
import { stopSignals } from './stop-signals.ts';

const DEMO_FILE = fileURLToPath(new URL('../config/demo.yaml', import.meta.url));

export function monitorCommand(): Command {
  return new Command('monitor')
    .description(
      'Race around the clock on this machine, and serve the board. Without any key, the demo fleet is raced.',
    )
    .option('--config <file>', 'the config file', 'config/photofinish.yaml')
    .option('--env <file>', 'file with keys, NAME=value a line', '.env')
    .option('--data <dir>', 'where results and board are kept', '.photofinish')
    .option('--port <n>', 'port of the board on 127.0.0.1; 0 takes any free one', '4242')
    .option('--every <s>', 'seconds from round to round, in place of the cadence in the config')
    .option('--demo', 'race the demo fleet, whatever keys there are', false)
    .action(monitor);
}

async function monitor(words: MonitorWords): Promise<void> {
  const options = monitorOptions(words);
  const { SYSTEM_CLOCK } = await import('../lib/local/clock.ts');
  const { monitorSession } = await import('../lib/local/monitor-session.ts');
  const { KNOWN_PRESETS } = await import('./known-presets.ts');
  const signals = stopSignals('Ending after the round in progress; once more ends at once.');
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const around = {
    environment: process.env,
    say,
    clock: SYSTEM_CLOCK,
    stopping: signals.first,
    aborting: signals.second,
  };
  await monitorSession({ ...options, demoFile: DEMO_FILE, presets: KNOWN_PRESETS }, around);
  if (signals.first.aborted) process.exitCode = EXIT.interrupted;
}
