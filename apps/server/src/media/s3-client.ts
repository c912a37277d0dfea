import { S3Client } from '@aws-sdk/client-s3';

/** How to reach a bucket; keys left out come from where AWS's own programs take them. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** Address of a service that speaks like S3; left out, AWS. */
  endpoint?: string | undefined;
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
}

export function openS3Client({ region, endpoint, accessKeyId, secretAccessKey }: S3Settings): S3Client {
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
    // Services that speak like S3 often do not know the newer checksums, and presigned parts can't carry them. Content is
    // checked by its own hash in any case.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
