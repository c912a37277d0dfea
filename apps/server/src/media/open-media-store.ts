import { join } from 'node:path';
import type { Settings } from '../env.ts';
import { openFolderStore } from './folder-store.ts';
import type { MediaStore } from './media-store.ts';
import { openS3Client } from './s3-client.ts';
import { openS3Store } from './s3-store.ts';

type MediaSettings = Pick<
  Settings,
  'home' | 'CLIPO_S3_BUCKET' | 'CLIPO_S3_REGION' | 'CLIPO_S3_ENDPOINT' | 'CLIPO_S3_KEY_ID' | 'CLIPO_S3_SECRET'
>;

/** The media store that the settings name: a bucket, or a folder in the data folder. */
export function openMediaStore(settings: MediaSettings): MediaStore {
  const { home, CLIPO_S3_BUCKET: bucket } = settings;
  if (bucket === undefined) {
    return openFolderStore(join(home, 'media'));
  }
  const client = openS3Client({
    bucket,
    region: settings.CLIPO_S3_REGION,
    endpoint: settings.CLIPO_S3_ENDPOINT,
    accessKeyId: settings.CLIPO_S3_KEY_ID,
    secretAccessKey: settings.CLIPO_S3_SECRET,
  });
  return openS3Store({ client, bucket, localDir: join(home, 'cache', 'media') });
}
