import { join } from 'node:path';
import type { Settings } from '../env.ts';
import { openFolderStore } from './folder-store.ts';
import type { MediaStore } from './media-store.ts';
import type { UploadDoor } from './upload-door.ts';

type MediaSettings = Pick<
  Settings,
  'home' | 'CLIPO_S3_BUCKET' | 'CLIPO_S3_REGION' | 'CLIPO_S3_ENDPOINT' | 'CLIPO_S3_KEY_ID' | 'CLIPO_S3_SECRET'
>;

/** The media store that the settings name, a bucket or a folder in the data folder, and how large files come into it. */
export async function openMedia(settings: MediaSettings): Promise<{ media: MediaStore; uploads: UploadDoor }> {
  const { home, CLIPO_S3_BUCKET: bucket } = settings;
  if (bucket === undefined) {
    return {
      media: openFolderStore(join(home, 'media')),
      uploads: { protocol: 'tus', directory: join(home, 'uploads') },
    };
  }
  // What speaks S3 is loaded where there is a bucket, not with every start.
  const { openBucket } = await import('./open-bucket.ts');
  return openBucket({
    bucket,
    region: settings.CLIPO_S3_REGION,
    endpoint: settings.CLIPO_S3_ENDPOINT,
    accessKeyId: settings.CLIPO_S3_KEY_ID,
    secretAccessKey: settings.CLIPO_S3_SECRET,
    localDir: join(home, 'cache', 'media'),
  });
}
