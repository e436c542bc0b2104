// A map with known fields only: one that is not known is refused, with the name that was probably meant.
import * as z from 'zod';
import { nearest } from './nearest.ts';

// What other tools call these fields.
const OTHER_NAMES: Readonly<Record<string, string>> = {
  apikey: 'key',
  token: 'key',
  secret: 'key',
  url: 'baseUrl',
  endpoint: 'baseUrl',
  vendor: 'provider',
  modelid: 'model',
  deployment: 'model',
  interval: 'every',
  cadence: 'every',
  schedule: 'every',
  maxtokens: 'maxOutputTokens',
  messages: 'prompt',
  extrabody: 'body',
  tier: 'serviceTier',
  dialect: 'api',
  region: 'regions',
};

/** @param remedy said where the value is no map at all */
export function strictMap<Shape extends z.core.$ZodLooseShape>(shape: Shape, remedy: string) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((name) => fieldRemedy(name, known)).join('\n') : remedy,
  });
}

// zod tells of all unknown fields at once; one remedy a line, in the order of its `keys`.
function fieldRemedy(name: string, known: readonly string[]): string {
  if (name === '<<') return 'Merge keys are not taken: write the fields out.';
  const other = OTHER_NAMES[name.toLowerCase().replace(/[-_ ]/g, '')];
  const meant = other !== undefined && known.includes(other) ? other : nearest(name, known);
  if (meant === 'key') return 'Did you mean "key"? It holds the NAME of an environment variable, never the key itself.';
  if (meant !== null) return `Did you mean "${meant}"?`;
  return `The fields here are ${known.filter((field) => field !== '$schema').join(', ')}.`;
}
