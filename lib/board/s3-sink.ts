// Publishes the board into a bucket: only what has changed is sent, the index last. A list of what is there, with a digest of
// each file, lies beside it, so that nothing has to be read back.
import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { BoardDocument } from './documents.ts';
import { PublishError } from './errors.ts';
import type { BoardSink, Published } from './folder-sink.ts';
import { assertPlainPath } from './paths.ts';

/** Never a document's name: those have no segment that begins with a dot. */
export const MANIFEST_KEY = '.board-manifest.json';
const AT_ONCE = 16;
// Of a file whose content in the bucket is not known: one that a publication was about to send when it was cut off.
const UNKNOWN = '';

type Client = Pick<S3Client, 'send'>;
/** Digests by path. */
type Manifest = Readonly<Record<string, string>>;

/**
 * A sink that writes into a bucket. It must be the only one that does (a lease sees to that).
 * `publish` throws a DocumentPathError before anything is written, and a PublishError if S3 refuses: then the old index stays,
 * and the next publication sends what is missing.
 */
export function s3Sink(client: Client, bucket: string): BoardSink {
  return {
    async publish(documents) {
      for (const { path } of documents) assertPlainPath(path);
      try {
        return await publish(client, bucket, documents);
      } catch (error) {
        throw new PublishError(`s3://${bucket}`, error);
      }
    },
  };
}

async function publish(client: Client, bucket: string, documents: readonly BoardDocument[]): Promise<Published> {
  const before = await readManifest(client, bucket);
  const after: Manifest = Object.fromEntries(documents.map((document) => [document.path, digestOf(document)]));
  const changed = documents.filter(({ path }) => before[path] !== after[path]);
  const obsolete = Object.keys(before).filter((path) => !(path in after));
  if (changed.length === 0 && obsolete.length === 0) {
    return { written: 0, unchanged: documents.length, deleted: 0 };
  }
  // Written down first: a file that is sent and then forgotten could never be deleted.
  await writeManifest(client, bucket, {
    ...before,
    ...Object.fromEntries(changed.map(({ path }) => [path, UNKNOWN])),
  });
  const limit = pLimit(AT_ONCE);
  const put = (document: BoardDocument) => limit(() => putDocument(client, bucket, document));
  const index = documents.at(-1);
  await Promise.all(changed.filter((document) => document !== index).map(put));
  if (index !== undefined && changed.includes(index)) await put(index);
  await Promise.all(
    obsolete.map((path) => limit(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: path })))),
  );
  await writeManifest(client, bucket, after);
  return { written: changed.length, unchanged: documents.length - changed.length, deleted: obsolete.length };
}

async function readManifest(client: Client, bucket: string): Promise<Manifest> {
  try {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: MANIFEST_KEY }));
    return digestsIn(JSON.parse((await body?.transformToString()) ?? '{}'));
  } catch (error) {
    // Who may not list a bucket is told 403 of an object that is not there.
    if (error instanceof S3ServiceException && ['NoSuchKey', 'NotFound', 'AccessDenied'].includes(error.name))
      return {};
    // Damaged: then nothing is known, all is sent again, and nothing gets deleted.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function digestsIn(value: unknown): Manifest {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, digest]) => typeof digest === 'string'));
}

function putDocument(client: Client, bucket: string, { path, body, contentType, cacheControl }: BoardDocument) {
  const request = { Bucket: bucket, Key: path, Body: body, ContentType: contentType, CacheControl: cacheControl };
  return client.send(new PutObjectCommand(request));
}

async function writeManifest(client: Client, bucket: string, manifest: Manifest): Promise<void> {
  const body = JSON.stringify(manifest);
  const request = { Bucket: bucket, Key: MANIFEST_KEY, Body: body, ContentType: 'application/json' };
  await client.send(new PutObjectCommand({ ...request, CacheControl: 'no-store' }));
}

// What a reader gets: the bytes, and how they may be cached.
function digestOf({ body, contentType, cacheControl }: BoardDocument): string {
  return createHash('sha256').update(`${contentType}\n${cacheControl}\n`).update(body).digest('base64url').slice(0, 22);
}
