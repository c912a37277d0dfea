import type { S3Client } from '@aws-sdk/client-s3';
import type { MediaHash } from './media-hash.ts';
import type { StoredMedia } from './media-store.ts';
import {
  type ArrivedPart,
  abortS3Upload,
  beginS3Upload,
  completeS3Upload,
  partSizeFor,
  type S3Upload,
  type SignedPart,
  signParts,
} from './s3-uploads.ts';

/** How large files come in: piece by piece to this machine (tus), or in parts straight to S3. */
export type UploadDoor =
  | {
      protocol: 'tus';
      /** Where files lie until they are whole, by the id of their upload. */
      directory: string;
    }
  | {
      protocol: 's3';
      begin(): Promise<S3Upload>;
      sign(upload: S3Upload, sizeBytes: number, numbers?: readonly number[]): Promise<SignedPart[]>;
      partSizeFor(sizeBytes: number): number;
      complete(
        upload: S3Upload,
        options: { parts: readonly ArrivedPart[]; mostBytes: number; expected?: MediaHash | undefined },
      ): Promise<StoredMedia>;
      abort(upload: S3Upload): Promise<void>;
    };

export function openS3Door(client: S3Client, bucket: string): UploadDoor {
  return {
    protocol: 's3',
    begin: () => beginS3Upload(client, bucket),
    sign: (upload, sizeBytes, numbers) => signParts(client, bucket, { upload, sizeBytes, numbers }),
    partSizeFor,
    complete: (upload, options) => completeS3Upload(client, bucket, { upload, ...options }),
    abort: (upload) => abortS3Upload(client, bucket, upload),
  };
}
