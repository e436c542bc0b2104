// Emptying a bucket, which must be empty to be deleted.
import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { unlessMissing } from '../aws-trouble.ts';

/** Deletes every object of a bucket without versions. @returns how many; 0 without the bucket @throws whatever S3 answers */
export async function emptyBucket(s3: S3Client, bucket: string): Promise<number> {
  let deleted = 0;
  for (;;) {
    // from the start each time: what was listed is gone
    const page = await unlessMissing(s3.send(new ListObjectsV2Command({ Bucket: bucket })));
    const objects = (page?.Contents ?? []).map(({ Key: key = '' }) => ({ Key: key }));
    if (objects.length === 0) return deleted;
    const request = { Bucket: bucket, Delete: { Objects: objects, Quiet: true } };
    const { Errors: errors = [] } = await s3.send(new DeleteObjectsCommand(request));
    if (errors.length > 0)
      throw new Error(`${errors[0]?.Key} could not be deleted: ${errors[0]?.Message ?? errors[0]?.Code}`);
    deleted += objects.length;
  }
}
