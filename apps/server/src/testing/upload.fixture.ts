import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyMedia } from '@clipo/testkit';
import { createKey } from '../features/keys/create-key.ts';
import type { TestService } from './service.fixture.ts';

const tus = { 'tus-resumable': '1.0.0' };
const stepBytes = 256 * 1024;

/** An upload by the tus protocol, and what the service says of it. */
export interface SlowUpload {
  sha256: string;
  sizeBytes: number;
  /** Sends what is missing, slowly; ends when the service does. @returns whether all of it was taken */
  send(options?: { restMs?: number }): Promise<boolean>;
  /** How much the service says that it has. */
  offset(): Promise<number>;
  /** How much lies on the disk; also where the service is gone. */
  arrived(): Promise<number>;
  /** The material that was made of it. */
  material(): Promise<{ id: string; sha256: string; bytes: number }>;
}

/** Begins the upload of a film of some megabytes: a small one with a box that players pass over. */
export async function beginUpload(service: TestService, sizeBytes = 12 * 1024 * 1024): Promise<SlowUpload> {
  const film = await readFile(await tinyMedia('clip'));
  const box = Buffer.alloc(sizeBytes - film.length, 7);
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  const bytes = Buffer.concat([film, box]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const actor = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  const { secret } = await createKey(service.deps, actor, { name: 'upload', scopes: ['read', 'write'] });
  const authorization = `Bearer ${secret}`;
  const ask = (path: string, options: RequestInit & { duplex?: 'half' }) =>
    fetch(`${service.url()}${path}`, { ...options, headers: { authorization, ...options.headers } });
  const begun = await ask('/api/v1/uploads', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'long.mp4', sizeBytes, sha256 }),
  });
  const { id, url } = (await begun.json()) as { id: string; url: string };
  const asked = () => ask(url, { method: 'HEAD', headers: tus });
  const offset = async () => Number((await asked()).headers.get('upload-offset'));
  return {
    sha256,
    sizeBytes,
    offset,
    async send({ restMs = 0 } = {}) {
      let at = await offset();
      const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) };
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          if (at >= sizeBytes) {
            controller.close();
            return;
          }
          controller.enqueue(new Uint8Array(bytes.subarray(at, at + stepBytes)));
          at += stepBytes;
          await new Promise((resolve) => setTimeout(resolve, restMs));
        },
      });
      return ask(url, { method: 'PATCH', headers, body, duplex: 'half' }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    arrived: async () => (await stat(join(service.home, 'uploads', id)).catch(() => undefined))?.size ?? 0,
    async material() {
      const made = (await asked()).headers.get('clipo-material');
      const answer = await ask(`/api/v1/materials/${made}`, { method: 'GET' });
      return (await answer.json()) as { id: string; sha256: string; bytes: number };
    },
  };
}
