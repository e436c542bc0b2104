// The context of cdk.json. The command line hands it to the app; whoever builds the app without it, a test say, must see the
// same templates.
import { readFileSync } from 'node:fs';
import { REPLICAS_CONTEXT } from '../names/names.ts';

export function cdkContext(): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly context: Readonly<Record<string, unknown>> }).context;
}

const DEFAULT_FILE = 'config/photofinish.yaml';

/** The config file to deploy: of the command line's context, else of the environment, else the usual one. */
export function configFile(env: NodeJS.ProcessEnv): string {
  return contextText(env, 'config') ?? env.PHOTOFINISH_CONFIG ?? DEFAULT_FILE;
}

/** The replicas that the command line's context asks for; `undefined` leaves them to the config. */
export function replicasAskedFor(env: NodeJS.ProcessEnv): readonly string[] | undefined {
  return contextText(env, REPLICAS_CONTEXT)
    ?.split(',')
    .filter((region) => region !== '');
}

function contextText(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = (JSON.parse(env.CDK_CONTEXT_JSON ?? '{}') as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
