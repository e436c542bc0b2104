// `photofinish keys push`: every region gets the keys of this machine. No line and no error ever holds a value.
import { awsTrouble } from '../aws-trouble.ts';
import type { Aws } from '../clients.ts';
import type { AwsTroubleError } from '../errors.ts';
import { storedValues, storeKey } from './stored-keys.ts';

export interface PushedKeys {
  readonly region: string;
  /** Names, by what became of them. */
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  /** Names that are not known to be there; not empty only with a trouble. */
  readonly left: readonly string[];
  readonly trouble: AwsTroubleError | null;
}

/** Pushes to all regions at once; the trouble of one does not stop the others. */
export async function pushKeys(
  aws: Aws,
  regions: readonly string[],
  values: ReadonlyMap<string, string>,
): Promise<readonly PushedKeys[]> {
  return Promise.all(regions.map((region) => pushTo(aws, region, values)));
}

async function pushTo(aws: Aws, region: string, values: ReadonlyMap<string, string>): Promise<PushedKeys> {
  const done = { created: [] as string[], updated: [] as string[], unchanged: [] as string[] };
  const left = new Set(values.keys());
  const ssm = aws.ssm(region);
  try {
    const stored = await storedValues(ssm);
    for (const [name, value] of values) {
      const before = stored.get(name);
      if (before !== value) await storeKey(ssm, name, value);
      done[before === undefined ? 'created' : before === value ? 'unchanged' : 'updated'].push(name);
      left.delete(name);
    }
    return { region, ...done, left: [], trouble: null };
  } catch (error) {
    // AWS's own words can repeat the value that it refuses.
    return { region, ...done, left: [...left], trouble: awsTrouble(error, region, { quote: false }) };
  }
}

/** What was pushed, a few lines for each region. */
export function pushReport(pushed: readonly PushedKeys[], missing: readonly string[]): string {
  const lines = pushed.flatMap((each) => [
    each.region,
    ...named('created', each.created),
    ...named('updated', each.updated),
    ...named('unchanged', each.unchanged),
    ...named('not pushed', each.left),
    ...(each.trouble === null ? [] : [`  ${each.trouble.message}`]),
  ]);
  if (missing.length > 0) lines.push(notSet(missing));
  return `${lines.join('\n')}\n`;
}

/** A sentence about keys that this machine does not have. */
export function notSet(missing: readonly string[]): string {
  return `Not set here, so not pushed: ${missing.join(', ')}.`;
}

function named(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`  ${what.padEnd(10)}  ${names.join(', ')}`];
}
