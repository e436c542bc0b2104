// `photofinish keys list`: which key each region has, since when, and which it lacks.
import Table from 'cli-table3';
import { awsTrouble } from '../aws-trouble.ts';
import type { Aws } from '../clients.ts';
import type { AwsTroubleError } from '../errors.ts';
import { storedKeys } from './stored-keys.ts';

export type RegionKeys = {
  readonly region: string;
} & (
  | { readonly keys: ReadonlyMap<string, Date | null>; readonly trouble: null }
  | { readonly keys: null; readonly trouble: AwsTroubleError }
);

export async function listKeys(aws: Aws, regions: readonly string[]): Promise<readonly RegionKeys[]> {
  return Promise.all(
    regions.map(async (region): Promise<RegionKeys> => {
      try {
        return { region, keys: await storedKeys(aws.ssm(region)), trouble: null };
      } catch (error) {
        return { region, keys: null, trouble: awsTrouble(error, region) };
      }
    }),
  );
}

const UNKNOWN = '?';

/** A row for each key, a column for each region. @param wanted the names that the config uses */
export function listReport(regions: readonly RegionKeys[], wanted: readonly string[]): string {
  const stored = regions.flatMap(({ keys }) => [...(keys?.keys() ?? [])]);
  const unused = [...new Set(stored)].filter((name) => !wanted.includes(name)).sort();
  // without colours: they would be escapes in a file or a pipe
  const table = new Table({
    head: ['key', ...regions.map(({ region }) => region)],
    style: { head: [], border: [], compact: true },
  });
  for (const name of [...wanted, ...unused]) {
    table.push([name, ...regions.map(({ keys }) => (keys === null ? UNKNOWN : cell(keys, name)))]);
  }
  const lacking = regions.filter(({ keys }) => keys !== null && wanted.some((name) => !keys.has(name)));
  const lines = [
    wanted.length + unused.length === 0 ? 'The config uses no key, and no region has one.' : table.toString(),
    ...(unused.length === 0 ? [] : [`Not used by the config: ${unused.join(', ')}.`]),
    ...(lacking.length === 0
      ? []
      : [`Something is missing in ${lacking.map(({ region }) => region).join(', ')}: npx photofinish keys push`]),
    ...new Set(regions.flatMap(({ trouble }) => (trouble === null ? [] : [trouble.message]))),
  ];
  return `${lines.join('\n')}\n`;
}

function cell(keys: ReadonlyMap<string, Date | null>, name: string): string {
  if (!keys.has(name)) return 'missing';
  return keys.get(name)?.toISOString().slice(0, 10) ?? 'there';
}
