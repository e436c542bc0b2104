// Publishes the board into a bucket: only what has changed is sent, the index last. A list of what is there, with a digest of
// each file, lies beside it, so that nothing has to be read back. The list costs a request like any file, so it is kept such that
// it seldom changes: of a file that is another one each time it says no digest, only that it is there.
//
//   a file is   new ─► in doubt ─► sent ─► digest ─► about to change ─► any content ─► sent the same twice ─► digest
//                      (list put)          (list put)       (list put)                                        (list put)
import { createHash } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { BoardDocument } from './documents.ts';
import { PublishError } from './errors.ts';
import type { BoardSink, Published } from './folder-sink.ts';
import { assertPlainPath } from './paths.ts';
import { ANY_CONTENT, type Bucket, IN_DOUBT, type Manifest, readManifest, writeManifest } from './s3-manifest.ts';

const AT_ONCE = 16;

interface Place extends Bucket {
  /** What this sink has sent last, by path. It only tells what is likely to stay as it is: what is sent hangs on the list alone. */
  readonly lastSent: Map<string, string>;
}

/** What is to be done, by the list as it was. */
interface Plan {
  readonly before: Manifest;
  readonly digests: Manifest;
  readonly changed: readonly BoardDocument[];
  readonly obsolete: readonly string[];
}

/**
 * A sink that writes into a bucket. It must be the only one that does (a lease sees to that).
 * `put` and `publish` throw a DocumentPathError before anything is written, and a PublishError if S3 refuses: then the old index
 * stays, and the next publication sends what is missing.
 */
export function s3Sink(client: Pick<S3Client, 'send'>, bucket: string): BoardSink {
  const place: Place = { client, name: bucket, lastSent: new Map() };
  return {
    paths: () => refusedAs(place, async () => pathsIn(await readManifest(place))),
    put: (documents) => written(place, documents, () => true),
    publish: (documents, kept) => written(place, documents, (path) => kept?.has(path) ?? false),
  };
}

function pathsIn(manifest: Manifest): string[] {
  return [...manifest].filter(([, digest]) => digest !== IN_DOUBT).map(([path]) => path);
}

async function refusedAs<Result>({ name }: Bucket, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new PublishError(`s3://${name}`, error);
  }
}

/** Sends documents, and deletes the earlier files that are neither among them nor to stay. */
async function written(
  place: Place,
  documents: readonly BoardDocument[],
  stays: (path: string) => boolean,
): Promise<Published> {
  for (const { path } of documents) assertPlainPath(path);
  return refusedAs(place, async () => {
    const plan = planOf(await readManifest(place), documents, stays);
    const { before, changed, obsolete } = plan;
    const opened = openedList(plan);
    const closed = closedList(plan, opened, place.lastSent);
    // Written down first: a file that is sent and then forgotten could never be deleted.
    await writeManifest(place, before, opened);
    await sendAll(place, plan, documents.at(-1));
    const limit = pLimit(AT_ONCE);
    await Promise.all(obsolete.map((path) => limit(() => deleteFile(place, path))));
    await writeManifest(place, opened, closed);
    return { written: changed.length, unchanged: documents.length - changed.length, deleted: obsolete.length };
  });
}

function planOf(before: Manifest, documents: readonly BoardDocument[], stays: (path: string) => boolean): Plan {
  const digests = new Map(documents.map((document) => [document.path, digestOf(document)]));
  return {
    before,
    digests,
    changed: documents.filter(({ path }) => before.get(path) !== digests.get(path)),
    obsolete: [...before.keys()].filter((path) => !digests.has(path) && !stays(path)),
  };
}

/** The list for as long as files are on their way. */
function openedList({ before, changed, obsolete }: Plan): Manifest {
  const opened = new Map(before);
  for (const { path } of changed) opened.set(path, isThere(before, path) ? ANY_CONTENT : IN_DOUBT);
  for (const path of obsolete) opened.set(path, IN_DOUBT);
  return opened;
}

/** The list once all of them are there. */
function closedList({ before, digests, changed, obsolete }: Plan, opened: Manifest, lastSent: Manifest): Manifest {
  const closed = new Map(opened);
  for (const { path } of changed) {
    const digest = digests.get(path) ?? ANY_CONTENT;
    const isSteady = !isThere(before, path) || lastSent.get(path) === digest;
    closed.set(path, isSteady ? digest : ANY_CONTENT);
  }
  for (const path of obsolete) closed.delete(path);
  return closed;
}

function isThere(manifest: Manifest, path: string): boolean {
  return (manifest.get(path) ?? IN_DOUBT) !== IN_DOUBT;
}

async function sendAll(place: Place, { changed, digests }: Plan, index: BoardDocument | undefined): Promise<void> {
  const limit = pLimit(AT_ONCE);
  const send = (document: BoardDocument) =>
    limit(async () => {
      await putDocument(place, document);
      place.lastSent.set(document.path, digests.get(document.path) ?? ANY_CONTENT);
    });
  await Promise.all(changed.filter((document) => document !== index).map(send));
  if (index !== undefined && changed.includes(index)) await send(index);
}

async function putDocument({ client, name }: Bucket, { path, body, contentType, cacheControl }: BoardDocument) {
  const request = { Bucket: name, Key: path, Body: body, ContentType: contentType, CacheControl: cacheControl };
  await client.send(new PutObjectCommand(request));
}

async function deleteFile({ client, name }: Bucket, path: string) {
  await client.send(new DeleteObjectCommand({ Bucket: name, Key: path }));
}

// What a reader gets: the bytes, and how they may be cached.
function digestOf({ body, contentType, cacheControl }: BoardDocument): string {
  return createHash('sha256').update(`${contentType}\n${cacheControl}\n`).update(body).digest('base64url').slice(0, 22);
}
