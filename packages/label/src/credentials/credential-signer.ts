import { createHash, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract/errors';

/** Ways to sign that C2PA allows and that are made here. */
export type CredentialAlgorithm = 'es256' | 'es384' | 'es512' | 'ps256' | 'ed25519';

/**
 * Who signs content credentials: a key in a file (`openFileSigner`), or anything that can sign bytes, such as a PKCS#11
 * module or a key service, which never gives its key away.
 */
export interface CredentialSigner {
  algorithm: CredentialAlgorithm;
  /** PEM certificates, the signer's own first, then those up to its root. */
  chain: readonly string[];
  /** The signature of these bytes as COSE has it: of elliptic curves r and s side by side, not DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** Address of a time stamp service (RFC 3161). Left out, nothing is asked of anybody. */
  timeStampUrl?: string;
}

/** Names a signer's certificate: SHA-256 of its DER, hex. */
export function signerId({ chain: [own] }: CredentialSigner): string {
  return own === undefined ? '' : createHash('sha256').update(new X509Certificate(own).raw).digest('hex');
}

/**
 * Opens a signer whose certificates and private key stand in PEM files.
 * @throws ClipoError `not_found`, or `invalid_input` naming `fields.chain` or `fields.key`
 */
export async function openFileSigner(
  files: { chain: string; key: string; timeStampUrl?: string | undefined },
  fields: { chain: string; key: string },
): Promise<CredentialSigner> {
  const [chainText, keyText] = await Promise.all([readText(files.chain), readText(files.key)]);
  const chain = chainText.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  let own: X509Certificate;
  try {
    own = new X509Certificate(chain[0] ?? '');
  } catch (cause) {
    throw invalid(fields.chain, 'holds no PEM certificate', cause);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(keyText);
  } catch (cause) {
    throw invalid(fields.key, 'is no PEM private key without a password', cause);
  }
  if (!own.checkPrivateKey(key)) {
    throw invalid(fields.key, `does not belong to the first certificate of ${fields.chain}`);
  }
  return {
    algorithm: algorithmOf(key, fields.key),
    chain,
    sign: async (bytes) => signWith(key, bytes),
    ...(files.timeStampUrl === undefined ? {} : { timeStampUrl: files.timeStampUrl }),
  };
}

const curves: Readonly<Record<string, { algorithm: CredentialAlgorithm; hash: string }>> = {
  prime256v1: { algorithm: 'es256', hash: 'sha256' },
  secp384r1: { algorithm: 'es384', hash: 'sha384' },
  secp521r1: { algorithm: 'es512', hash: 'sha512' },
};

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, field: string): CredentialAlgorithm {
  const curve = curves[asymmetricKeyDetails?.namedCurve ?? ''];
  if (asymmetricKeyType === 'ec' && curve !== undefined) {
    return curve.algorithm;
  }
  if (asymmetricKeyType === 'ed25519') {
    return 'ed25519';
  }
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) {
    return 'ps256';
  }
  throw invalid(field, 'is of a kind that C2PA does not allow: P-256, P-384, P-521, Ed25519, RSA of 2048 bits or more');
}

function signWith(key: KeyObject, bytes: Uint8Array): Buffer {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return sign(curves[key.asymmetricKeyDetails?.namedCurve ?? '']?.hash, bytes, { key, dsaEncoding: 'ieee-p1363' });
    case 'rsa':
      // RSASSA-PSS: padding 6, a salt as long as the hash.
      return sign('sha256', bytes, { key, padding: 6, saltLength: 32 });
    default:
      return sign(null, bytes, key);
  }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new ClipoError('not_found', cause.message, { details: { file }, cause });
  });
}

function invalid(field: string, problem: string, cause?: unknown): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem }, cause });
}
