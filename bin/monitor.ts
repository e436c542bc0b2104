// `photofinish monitor`: what `npm start` runs.
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { MonitorOptions } from '../lib/local/monitor-session.ts';
import { EXIT, UsageError } from './outcome.ts';
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

interface Words {
  readonly config: string;
  readonly env: string;
  readonly data: string;
  readonly port: string;
  readonly every?: string;
  readonly demo: boolean;
}

async function monitor(words: Words): Promise<void> {
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
  await monitorSession({ ...monitorOptions(words), presets: KNOWN_PRESETS }, around);
  if (signals.first.aborted) process.exitCode = EXIT.interrupted;
}

/** The options as they were typed. @throws UsageError naming what would be right */
export function monitorOptions(words: Words): Omit<MonitorOptions, 'presets'> {
  const port = Number(words.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port ${words.port}: a port is a whole number from 0 to 65535.`);
  }
  const everyS = words.every === undefined ? null : Number(words.every);
  if (everyS !== null && !(Number.isInteger(everyS) && everyS >= 1 && everyS <= 86_400)) {
    throw new UsageError(`--every ${words.every}: whole seconds from 1 to 86400.`);
  }
  const everyMs = everyS === null ? null : everyS * 1_000;
  const files = { configFile: words.config, demoFile: DEMO_FILE, envFile: words.env, dataDir: words.data };
  return { ...files, port, everyMs, demoOnly: words.demo };
}
