// A preset in words.
import { dialectsOf, presetIn } from '../../../config/preset-form.ts';
import type { Api, Preset } from '../../../domain/target.ts';

/** How it differs from the common form of its dialect, one phrase each. */
export function quirkWords({ api, quirks }: Preset): readonly string[] {
  return [
    ...(api === 'chat-completions' && quirks.tokenCap !== 'max_tokens' ? [`cap is ${quirks.tokenCap}`] : []),
    ...(quirks.temperature ? [] : ['no temperature']),
    ...(quirks.streamUsage ? [] : ['usage is not asked for']),
    ...(quirks.keyHeader === null ? [] : [`key in ${quirks.keyHeader}`]),
    ...(quirks.apiVersion === null ? [] : [`api-version ${quirks.apiVersion}`]),
    ...(quirks.usageExcludesReasoning ? ['reasoning is added to usage'] : []),
    ...fieldWords(quirks.extraBody).map((field) => `sends ${field}`),
  ];
}

// `stream_options.include_obfuscation: false`: each field by its path.
function fieldWords(body: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? fieldWords(value as Readonly<Record<string, unknown>>).map((field) => `${name}.${field}`)
      : [`${name}: ${JSON.stringify(value)}`],
  );
}

/** What its key is called. */
export function keyWords({ keyName, api, baseUrl }: Preset): string {
  if (keyName !== null) return keyName;
  return api === 'bedrock-converse' && baseUrl === null ? 'AWS credentials' : 'none needed';
}

/** Where it is asked. */
export function addressWords({ api, baseUrl }: Preset): string {
  if (baseUrl !== null) return baseUrl;
  return api === 'bedrock-converse' ? 'that of the region' : 'your own';
}

/** The preset in each of its dialects other than the usual one. */
export function otherForms(preset: Preset): readonly Preset[] {
  const inDialect = (api: Api) => presetIn(preset, api);
  return dialectsOf(preset)
    .slice(1)
    .map(inDialect)
    .filter((form) => form !== null);
}
