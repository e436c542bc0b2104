// What is known of the files in a bucket without reading them: a list that lies beside them.
import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

/** Never a document's name: those have no segment that begins with a dot. */
export const MANIFEST_KEY = '.board-manifest.json';

/** In place of a digest: the file is there, and its content may be that of any publication since. */
export const ANY_CONTENT = '?';
/** In place of a digest: a publication was about to bring the file, or to delete it. It may be there or not. */
export const IN_DOUBT = '';

/** By path, the digest of what the file holds, or one of the two above. */
export type Manifest = ReadonlyMap<string, string>;

export interface Bucket {
  readonly client: Pick<S3Client, 'send'>;
  readonly name: string;
}

/** Empty where there is none, or a damaged one: then all is sent again, and nothing gets deleted. */
export async function readManifest({ client, name }: Bucket): Promise<Manifest> {
  try {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: name, Key: MANIFEST_KEY }));
    return digestsIn(JSON.parse((await body?.transformToString()) ?? '{}'));
  } catch (error) {
    // Who may not list a bucket is told 403 of an object that is not there.
    const isMissing =
      error instanceof S3ServiceException && ['NoSuchKey', 'NotFound', 'AccessDenied'].includes(error.name);
    if (isMissing || error instanceof SyntaxError) return new Map();
    throw error;
  }
}

function digestsIn(value: unknown): Manifest {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).filter(([, digest]) => typeof digest === 'string'));
}

/** Puts the list down, if it says anything else than what is there. */
export async function writeManifest({ client, name }: Bucket, before: Manifest, after: Manifest): Promise<void> {
  if (before.size === after.size && [...after].every(([path, digest]) => before.get(path) === digest)) return;
  const body = JSON.stringify(Object.fromEntries([...after].sort(([a], [b]) => (a < b ? -1 : 1))));
  const request = { Bucket: name, Key: MANIFEST_KEY, Body: body, ContentType: 'application/json' };
  await client.send(new PutObjectCommand({ ...request, CacheControl: 'no-store' }));
}
