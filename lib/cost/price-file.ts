// Prices that the user knows better, from a YAML or JSON file:
//
//   tokens:                      # USD a million tokens, by target
//     nvidia/llama-3.3-70b: { input: 0, output: 0 }
//   aws:                         # USD, by region or everywhere, by the names that --format json prints, for as many as it says
//     everywhere: { lambdaGbSeconds: 0.0000113334 }
//     eu-west-1: { logGb: 0.57 }
import * as z from 'zod';
import { ConfigRefusedError } from '../config/errors.ts';
import { explain, type Mistake, shownPath } from '../config/explain.ts';
import { nearest } from '../config/nearest.ts';
import { pathText } from '../config/refusal.ts';
import { strictMap } from '../config/strict-map.ts';
import { readText } from '../config/text-file.ts';
import { readYaml, type YamlSource } from '../config/yaml-source.ts';
import { METERS, type Meter } from './prices.ts';

/** USD a million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

export interface Overrides {
  /** By target. */
  readonly tokens: Readonly<Record<string, TokenPrice>>;
  /** By region, or `everywhere`. */
  readonly aws: Readonly<Record<string, Readonly<Partial<Record<Meter, number>>>>>;
}

export const NO_OVERRIDES: Overrides = { tokens: {}, aws: {} };

const MAX_FILE_BYTES = 1_000_000;
const REGION = /^(?:everywhere|[a-z]{2}(?:-[a-z]+)+-\d)$/;

const usd = z.number('Write USD as a number, 0 or more: 0.15').nonnegative('Write USD as a number, 0 or more: 0.15');
const tokenPrice = strictMap({ input: usd, output: usd }, 'Write USD a million tokens: { input: 0.15, output: 0.60 }');
const awsPrices = strictMap(
  Object.fromEntries(METERS.map((meter) => [meter, usd.optional()])),
  'Write prices by name: { lambdaGbSeconds: 0.0000133334 }',
);
const region = z.string().regex(REGION, 'Write a region, us-east-1, or everywhere.');
const fileSchema = strictMap(
  {
    tokens: z
      .record(z.string(), tokenPrice, 'Write prices by target: { groq/gpt-oss-120b: { input: 0.15, output: 0.6 } }')
      .optional(),
    aws: z.record(region, awsPrices, 'Write prices by region: { everywhere: { metrics: 0.30 } }').optional(),
  },
  'Write tokens, aws, or both.',
);

/**
 * Reads and checks a price file.
 * @param targets those of the config: a price for another one is a slip
 * @throws ConfigRefusedError with every mistake there is
 */
export function readPriceFile(file: string, targets: readonly string[]): Overrides {
  const read = readText(file, MAX_FILE_BYTES);
  if ('text' in read) return parsePrices(file, read.text, targets);
  const { problem, remedy, line } = read;
  throw new ConfigRefusedError(file, [{ line, column: 1, path: '', what: problem, remedy }]);
}

function parsePrices(file: string, text: string, targets: readonly string[]): Overrides {
  const source = readYaml(text);
  if (source.value === undefined) throw new ConfigRefusedError(file, source.refusals);
  const form = fileSchema.safeParse(source.value ?? {});
  const mistakes = form.success
    ? strangers(Object.keys(form.data.tokens ?? {}), targets)
    : form.error.issues.flatMap((issue) => explain(issue, source.value));
  const refusals = [...source.refusals, ...mistakes.map((mistake) => placed(mistake, source))];
  if (refusals.length > 0 || !form.success) throw new ConfigRefusedError(file, refusals);
  return { tokens: form.data.tokens ?? {}, aws: form.data.aws ?? {} };
}

function strangers(priced: readonly string[], targets: readonly string[]): Mistake[] {
  return priced
    .filter((target) => !targets.includes(target))
    .map((target) => {
      const meant = nearest(target, targets);
      const remedy = meant === null ? 'Write the id of a target of the config.' : `Did you mean "${meant}"?`;
      return { path: ['tokens', target], of: 'key', what: 'is no target of the config', remedy };
    });
}

function placed({ path, of, what, remedy }: Mistake, source: YamlSource) {
  return { ...source.placeOf(path, of), path: pathText(shownPath(path)), what, remedy };
}
