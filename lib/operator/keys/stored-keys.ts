// The keys that a region has: SSM parameters, one a key.
import {
  DeleteParametersCommand,
  GetParametersByPathCommand,
  type Parameter,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { KEY_PATH } from '../../names/names.ts';

// SSM's limits.
const MOST_A_PAGE = 10;
const MOST_A_DELETION = 10;
/** Bytes of a parameter of the standard tier. */
export const MAX_KEY_BYTES = 4_096;

/** The names of a region's keys, each with the moment it was last changed at; nothing is decrypted. @throws whatever SSM answers */
export async function storedKeys(ssm: SSMClient): Promise<ReadonlyMap<string, Date | null>> {
  const names = new Map<string, Date | null>();
  for await (const { Name: name = '', LastModifiedDate: changedAt } of parameters(ssm, false)) {
    names.set(name.slice(KEY_PATH.length), changedAt ?? null);
  }
  return names;
}

/** The keys of a region with their values. @throws whatever SSM answers */
export async function storedValues(ssm: SSMClient): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for await (const { Name: name = '', Value: value = '' } of parameters(ssm, true)) {
    values.set(name.slice(KEY_PATH.length), value);
  }
  return values;
}

/** Makes or replaces a key. @throws whatever SSM answers */
export async function storeKey(ssm: SSMClient, name: string, value: string): Promise<void> {
  const parameter = { Name: `${KEY_PATH}${name}`, Value: value, Type: 'SecureString', Tier: 'Standard' } as const;
  await ssm.send(new PutParameterCommand({ ...parameter, Overwrite: true }));
}

/** Takes away every key of a region. @returns their names @throws whatever SSM answers */
export async function deleteKeys(ssm: SSMClient): Promise<readonly string[]> {
  const names = [...(await storedKeys(ssm)).keys()];
  for (let at = 0; at < names.length; at += MOST_A_DELETION) {
    const some = names.slice(at, at + MOST_A_DELETION).map((name) => `${KEY_PATH}${name}`);
    await ssm.send(new DeleteParametersCommand({ Names: some }));
  }
  return names;
}

async function* parameters(ssm: SSMClient, decrypted: boolean): AsyncGenerator<Parameter> {
  let next: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({
        Path: KEY_PATH,
        WithDecryption: decrypted,
        MaxResults: MOST_A_PAGE,
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    yield* page.Parameters ?? [];
    next = page.NextToken;
  } while (next !== undefined);
}
