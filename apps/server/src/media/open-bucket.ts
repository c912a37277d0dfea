import type { MediaStore } from './media-store.ts';
import { openS3Client, type S3Settings } from './s3-client.ts';
import { openS3Store } from './s3-store.ts';
import { openS3Door, type UploadDoor } from './upload-door.ts';

/** A media store in a bucket, and how large files come into it. What is read is kept in `localDir`. */
export function openBucket({ localDir, ...settings }: S3Settings & { localDir: string }): {
  media: MediaStore;
  uploads: UploadDoor;
} {
  const client = openS3Client(settings);
  const { bucket } = settings;
  return { media: openS3Store({ client, bucket, localDir }), uploads: openS3Door(client, bucket) };
}
