import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { ClipoError } from '@clipo/contract';

/** A key that rows are sealed with, sealed itself with the service's secret. */
export interface DataKeyRow {
  id: string;
  purpose: 'seal' | 'index';
  wrapped: string;
  wrappedBy: string;
  retiredAt: Date | null;
}

/** Where the sealed keys are kept. */
export interface DataKeyStore {
  /** All keys, oldest first; where there are none of a purpose, `make` is called and what it gives is kept, once. */
  load(make: (purpose: DataKeyRow['purpose']) => DataKeyRow): Promise<DataKeyRow[]>;
  replace(row: DataKeyRow): Promise<void>;
  /** Adds a key and retires all others of its purpose. */
  renew(row: DataKeyRow): Promise<void>;
}

/**
 * Seals personal data for the store. Each value is sealed with a data key, and the data keys with the service's secret: a
 * new secret costs one small row a key, a new data key only concerns what is written from then on.
 */
export interface Envelope {
  /** @param place what the value is of, such as `users.email`: it opens nowhere else */
  seal(text: string, place: string): Promise<string>;
  /** @throws ClipoError internal where it was changed, is of another place, or its key is gone */
  unseal(sealed: string, place: string): Promise<string>;
  /** A keyed hash by which a value is found again. It can't be tried out without the key. */
  indexOf(text: string, kind: string): Promise<string>;
  /** Whether a value is sealed with a key that is retired. */
  isStale(sealed: string): Promise<boolean>;
  /** From now on values are sealed with a new data key. */
  rotate(): Promise<void>;
}

interface OpenKeys {
  sealing: { id: string; key: Buffer };
  index: Buffer;
  byId: Map<string, Buffer>;
}

/** @param secrets the service's secret first, then earlier ones whose keys are still to be sealed anew */
export function openEnvelope(store: DataKeyStore, secrets: readonly Buffer[], newKeyId: () => string): Envelope {
  let open: Promise<OpenKeys> | undefined;
  const keys = () => {
    open ??= load(store, secrets, newKeyId).catch((cause: unknown) => {
      open = undefined;
      throw cause;
    });
    return open;
  };
  const keyOf = async (id: string) => {
    let key = (await keys()).byId.get(id);
    if (key === undefined) {
      // Another process may have made it since.
      open = undefined;
      key = (await keys()).byId.get(id);
    }
    if (key === undefined) {
      throw new ClipoError('internal', `no data key ${id}`, { details: { problem: 'a data key is gone' } });
    }
    return key;
  };
  return {
    async seal(text, place) {
      const { sealing } = await keys();
      return `${sealing.id}.${encrypt(sealing.key, text, place)}`;
    },
    async unseal(sealed, place) {
      const [id = '', body = ''] = sealed.split('.');
      return decrypt(await keyOf(id), body, place);
    },
    async indexOf(text, kind) {
      const { index } = await keys();
      return createHmac('sha256', index).update(`${kind}\n${text}`).digest('base64url');
    },
    async isStale(sealed) {
      return !sealed.startsWith(`${(await keys()).sealing.id}.`);
    },
    async rotate() {
      await store.renew(makeKey('seal', secrets, newKeyId));
      open = undefined;
    },
  };
}

async function load(store: DataKeyStore, secrets: readonly Buffer[], newKeyId: () => string): Promise<OpenKeys> {
  const [current] = secrets;
  const rows = await store.load((purpose) => makeKey(purpose, secrets, newKeyId));
  const byId = new Map<string, Buffer>();
  let sealing: OpenKeys['sealing'] | undefined;
  let index: Buffer | undefined;
  for (const row of rows) {
    const secret = secrets.find((each) => nameOf(each) === row.wrappedBy);
    if (secret === undefined || current === undefined) {
      const problem = 'the data keys were sealed with another secret; name it in CLIPO_SECRET_BEFORE';
      throw new ClipoError('invalid_input', `CLIPO_SECRET: ${problem}`, {
        details: { field: 'CLIPO_SECRET', problem },
      });
    }
    const key = Buffer.from(decrypt(secret, row.wrapped, row.id), 'base64url');
    if (secret !== current) {
      const wrapped = encrypt(current, key.toString('base64url'), row.id);
      await store.replace({ ...row, wrapped, wrappedBy: nameOf(current) });
    }
    byId.set(row.id, key);
    if (row.purpose === 'index') {
      index ??= key;
    } else if (row.retiredAt === null) {
      sealing = { id: row.id, key };
    }
  }
  if (sealing === undefined || index === undefined) {
    throw new ClipoError('internal', 'there are no data keys', { details: { problem: 'there are no data keys' } });
  }
  return { sealing, index, byId };
}

function makeKey(purpose: DataKeyRow['purpose'], [secret]: readonly Buffer[], newKeyId: () => string): DataKeyRow {
  const id = newKeyId();
  const key = randomBytes(32).toString('base64url');
  const by = secret as Buffer;
  return { id, purpose, wrapped: encrypt(by, key, id), wrappedBy: nameOf(by), retiredAt: null };
}

function nameOf(secret: Buffer): string {
  return createHash('sha256')
    .update(`name of ${secret.toString('base64url')}`)
    .digest('hex')
    .slice(0, 16);
}

function encrypt(key: Buffer, text: string, place: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

function decrypt(key: Buffer, sealed: string, place: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(place));
  try {
    cipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
  } catch (cause) {
    throw new ClipoError('internal', `what is sealed as ${place} can't be opened`, {
      details: { problem: 'sealed data is damaged' },
      cause,
    });
  }
}
