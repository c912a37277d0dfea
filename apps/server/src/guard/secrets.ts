import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../env.ts';

/** What the service keeps secret: everything is derived from one secret of 256 bits. */
export interface Secrets {
  /** A key of its own for each purpose. */
  keyFor(purpose: string): Buffer;
  /** The same, then that of the secret before it was changed: what the older one has made is read still. */
  keysFor(purpose: string): readonly Buffer[];
  /** Encrypts a text for the store, so that who reads the database or a backup of it alone does not read the text. */
  seal(text: string): string;
  /** @throws Error where it was sealed with another secret, or changed */
  unseal(sealed: string): string;
}

/**
 * The service's secret: CLIPO_SECRET, or one that is made at the first start and kept in the data folder. While
 * CLIPO_SECRET_BEFORE names the one before, what that has sealed still opens; whatever is written is sealed with the new one.
 */
export async function openSecrets({
  home,
  CLIPO_SECRET,
  CLIPO_SECRET_BEFORE,
}: Pick<Settings, 'home' | 'CLIPO_SECRET' | 'CLIPO_SECRET_BEFORE'>): Promise<Secrets> {
  const roots = [
    CLIPO_SECRET ?? (await rememberedSecret(home)),
    ...(CLIPO_SECRET_BEFORE === undefined ? [] : [CLIPO_SECRET_BEFORE]),
  ].map((text) => Buffer.from(text, 'utf8'));
  // Pages of links ask for theirs hundreds of times.
  const known = new Map<string, readonly Buffer[]>();
  const keysFor = (purpose: string) => {
    const keys =
      known.get(purpose) ?? roots.map((root) => Buffer.from(hkdfSync('sha256', root, '', `clipo ${purpose}`, 32)));
    known.set(purpose, keys);
    return keys;
  };
  const keyFor = (purpose: string) => keysFor(purpose)[0] as Buffer;
  const sealing = keysFor('seal');
  return {
    keyFor,
    keysFor,
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing[0] as Buffer, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      let fault: unknown;
      for (const key of sealing) {
        try {
          const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
          cipher.setAuthTag(bytes.subarray(12, 28));
          return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
        } catch (cause) {
          fault = cause;
        }
      }
      throw fault;
    },
  };
}

/** Of two processes that start at the same moment for the first time, one makes it and the other finds it. */
async function rememberedSecret(home: string): Promise<string> {
  const file = join(home, 'service-secret');
  const read = () => readFile(file, 'utf8').catch(() => undefined);
  const known = await read();
  if (known !== undefined) {
    return known;
  }
  await mkdir(home, { recursive: true, mode: 0o700 });
  const part = `${file}.${process.pid}`;
  await writeFile(part, randomBytes(32).toString('base64url'), { mode: 0o600 });
  await link(part, file).catch(() => undefined);
  await rm(part, { force: true });
  return (await read()) ?? '';
}
