import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConsentRecord } from '@clipo/contract';

/** A signature with the key that it can be checked by. */
export type ConsentSignature = ConsentRecord['signature'];

/** This installation's key for consents, made when first needed: `keys/consent.pem` in its home, for the owner's eyes only. */
async function ownKey(home: string): Promise<KeyObject> {
  const file = path.join(home, 'keys', 'consent.pem');
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found !== undefined) {
    return createPrivateKey(found);
  }
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  // Of two processes that make one at the same time, the first wins and the second reads it.
  await link(draft, file).catch(() => undefined);
  await rm(draft);
  return createPrivateKey(await readFile(file, 'utf8'));
}

/** Signs a value as canonical JSON. */
export async function signValue(home: string, value: unknown): Promise<ConsentSignature> {
  const key = await ownKey(home);
  return {
    algorithm: 'ed25519',
    publicKey: publicText(createPublicKey(key)),
    value: sign(null, Buffer.from(canonicalJson(value)), key).toString('base64'),
  };
}

/** Whether a signature fits the value: `unknown` where it fits, but by a key that this installation does not trust. */
export async function checkSignature(
  home: string,
  value: unknown,
  signature: ConsentSignature,
): Promise<'good' | 'forged' | 'unknown'> {
  let isGood = false;
  try {
    const key = createPublicKey({ key: Buffer.from(signature.publicKey, 'base64'), format: 'der', type: 'spki' });
    isGood = verify(null, Buffer.from(canonicalJson(value)), key, Buffer.from(signature.value, 'base64'));
  } catch {
    // A key that is none.
  }
  if (!isGood) {
    return 'forged';
  }
  return (await trustedKeys(home)).has(signature.publicKey) ? 'good' : 'unknown';
}

/** The own key, and those of other installations that lie as PEM in `keys/trusted`. */
async function trustedKeys(home: string): Promise<Set<string>> {
  const folder = path.join(home, 'keys', 'trusted');
  const names = await readdir(folder).catch(() => []);
  const others = await Promise.all(
    names
      .filter((name) => name.endsWith('.pem'))
      .map(async (name) => publicText(createPublicKey(await readFile(path.join(folder, name), 'utf8')))),
  );
  return new Set([publicText(createPublicKey(await ownKey(home))), ...others]);
}

function publicText(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** JSON with keys in order and no space: the same value has one text, whoever writes it. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
