import { join } from 'node:path';
import type { Settings } from '../env.ts';
import { openFolderStore } from './folder-store.ts';
import type { MediaStore } from './media-store.ts';
import { openS3Client } from './s3-client.ts';
import { openS3Store } from './s3-store.ts';
import { openS3Door, openTusDoor, type UploadDoor } from './upload-door.ts';

type MediaSettings = Pick<
  Settings,
  'home' | 'CLIPO_S3_BUCKET' | 'CLIPO_S3_REGION' | 'CLIPO_S3_ENDPOINT' | 'CLIPO_S3_KEY_ID' | 'CLIPO_S3_SECRET'
>;

/** The media store that the settings name, a bucket or a folder in the data folder, and how large files come into it. */
export function openMedia(settings: MediaSettings): { media: MediaStore; uploads: UploadDoor } {
  const { home, CLIPO_S3_BUCKET: bucket } = settings;
  if (bucket === undefined) {
    return { media: openFolderStore(join(home, 'media')), uploads: openTusDoor(home) };
  }
  const client = openS3Client({
    bucket,
    region: settings.CLIPO_S3_REGION,
    endpoint: settings.CLIPO_S3_ENDPOINT,
    accessKeyId: settings.CLIPO_S3_KEY_ID,
    secretAccessKey: settings.CLIPO_S3_SECRET,
  });
  return {
    media: openS3Store({ client, bucket, localDir: join(home, 'cache', 'media') }),
    uploads: openS3Door(client, bucket),
  };
}
