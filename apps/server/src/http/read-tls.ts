import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { ClipoError } from '@clipo/contract';
import type { Settings } from '../env.ts';

export type TlsSettings = Pick<Settings, 'CLIPO_TLS_CERT' | 'CLIPO_TLS_KEY'>;

/**
 * The certificate and key that HTTPS is spoken with; undefined where none is set.
 * @throws ClipoError `invalid_input` naming the setting: a file that can't be read, or that do not fit each other
 */
export async function readTls({
  CLIPO_TLS_CERT,
  CLIPO_TLS_KEY,
}: TlsSettings): Promise<{ cert: Buffer; key: Buffer; minVersion: 'TLSv1.2' } | undefined> {
  if (CLIPO_TLS_CERT === undefined && CLIPO_TLS_KEY === undefined) {
    return undefined;
  }
  const cert = await readSetting('CLIPO_TLS_CERT', CLIPO_TLS_CERT);
  const key = await readSetting('CLIPO_TLS_KEY', CLIPO_TLS_KEY);
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw wrong('CLIPO_TLS_KEY', 'and the certificate do not fit each other, or are no PEM files', cause);
  }
  if (new Date(new X509Certificate(cert).validTo) < new Date()) {
    throw wrong('CLIPO_TLS_CERT', 'has expired');
  }
  return { cert, key, minVersion: 'TLSv1.2' };
}

async function readSetting(field: string, path: string | undefined): Promise<Buffer> {
  if (path === undefined) {
    throw wrong(field, 'is missing: HTTPS needs both a certificate and its key');
  }
  return readFile(path).catch((cause: unknown) => {
    throw wrong(field, `names ${path}, which can't be read`, cause);
  });
}

function wrong(field: string, problem: string, cause?: unknown): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem }, cause });
}
