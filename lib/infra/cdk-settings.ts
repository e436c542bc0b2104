// The context of cdk.json. The command line hands it to the app; whoever builds the app without it, a test say, must see the
// same templates.
import { readFileSync } from 'node:fs';

export function cdkContext(): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly context: Readonly<Record<string, unknown>> }).context;
}

const DEFAULT_FILE = 'config/photofinish.yaml';

/** The config file to deploy: of the command line's context, else of the environment, else the usual one. */
export function configFile(env: NodeJS.ProcessEnv): string {
  const { config } = JSON.parse(env.CDK_CONTEXT_JSON ?? '{}') as { readonly config?: unknown };
  return typeof config === 'string' ? config : (env.PHOTOFINISH_CONFIG ?? DEFAULT_FILE);
}
