import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error: it comes without types
import S3rver from '@20minutes/s3rver';
import type { S3Settings } from './s3-client.ts';

interface Context {
  path: string;
  mountPath: string;
  state: object;
}

/** A real S3 server over HTTP on a free loopback port, with one bucket. */
export async function startS3(): Promise<{
  settings: S3Settings;
  /** Names of what lies in a folder of the bucket. */
  namesIn(folder: string): Promise<string[]>;
  stop(): Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), 'clipo-s3-'));
  const bucket = 'clipo-media';
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  // The server checks signatures of a bucket's own address without the slash that the client signs and sends.
  server.middleware.unshift((ctx: Context, next: () => Promise<void>) => {
    if (ctx.path === `/${bucket}/`) {
      ctx.mountPath = '/';
      Object.defineProperty(ctx.state, 'vhost', { get: () => true, set: () => undefined });
    }
    return next();
  });
  const { port }: { port: number } = await server.run();
  return {
    settings: {
      bucket,
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    namesIn: (folder) => readdir(join(directory, bucket, folder)).catch(() => []),
    stop: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
