// `photofinish providers`: what is known of the providers beforehand.
import { Command } from 'commander';

export function providersCommand(): Command {
  return new Command('providers')
    .description(
      'List the providers that a target may name: what they speak, what their key is called, what is special.',
    )
    .argument('[name]', 'one of them, in full, with the lines that add a target of it')
    .option('--env <file>', 'file with keys, NAME=value a line', '.env')
    .option('--format <name>', 'table, json, md', 'table')
    .action(providers);
}

async function providers(name: string | undefined, options: { env: string; format: string }): Promise<void> {
  const { catalogueText } = await import('../lib/local/terminal/providers/catalogue.ts');
  const { readEnv } = await import('../lib/config/keys.ts');
  const { screenOf } = await import('../lib/local/terminal/screen.ts');
  const { KNOWN_GROUPS } = await import('./known-presets.ts');
  const { write, columns, paint } = screenOf(process.stdout, process.env);
  const env = readEnv(options.env, process.env);
  write(catalogueText(name ?? null, options.format, { groups: KNOWN_GROUPS, env, columns, paint }));
}
