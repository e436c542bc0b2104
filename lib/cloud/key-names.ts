// Which keys a region has, by name: nothing is decrypted.
import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { KEY_PATH } from '../names/names.ts';

/** The names of the keys of the client's region. @throws whatever SSM answers */
export async function keyNames(client: Pick<SSMClient, 'send'>): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  let next: string | undefined;
  do {
    const request = { Path: KEY_PATH, WithDecryption: false, ...(next === undefined ? {} : { NextToken: next }) };
    const page = await client.send(new GetParametersByPathCommand(request));
    for (const { Name: name } of page.Parameters ?? []) if (name) names.add(name.slice(KEY_PATH.length));
    next = page.NextToken;
  } while (next !== undefined);
  return names;
}
