import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { ImplicitLabel } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { sm2 } from 'sm-crypto';
import { z } from 'zod';

/** Object identifiers of the ways to sign: SM2 with SM3 (TC260-PG-202511A), and Ed25519 (RFC 8410). */
const algorithmIds = { sm2: '1.2.156.10197.1.501', ed25519: '1.3.101.112' } as const;
export type SignatureAlgorithm = keyof typeof algorithmIds;

/** The user id that signatures of SM2 are bound to where nothing else is agreed (GM/T 0009). */
const userId = '1234567812345678';
/** What DER puts before the 32 bytes of a raw Ed25519 key. */
const ed25519Head = { private: '302e020100300506032b657004220420', public: '302a300506032b6570032100' } as const;

/** A provider's key. `privateKey` and `publicKey` are hex: of SM2 a number and an uncompressed point, of Ed25519 32 bytes. */
export const LabelKey = z.strictObject({
  algorithm: z.enum(['sm2', 'ed25519']),
  privateKey: z.string().regex(/^[0-9a-f]{64}$/),
  publicKey: z.string().regex(/^(?:04[0-9a-f]{128}|[0-9a-f]{64})$/),
});
export type LabelKey = z.infer<typeof LabelKey>;

/** A signature that was found in a label, and whether it is right for the label's words and the key beside it. */
export interface LabelSignature {
  algorithm: SignatureAlgorithm;
  /** First 16 hex digits of the SHA-256 of the public key: tells keys apart. */
  keyId: string;
  publicKey: string;
  isValid: boolean;
}

/** Makes a new key. */
export function makeLabelKey(algorithm: SignatureAlgorithm): LabelKey {
  if (algorithm === 'sm2') {
    const { privateKey, publicKey } = sm2.generateKeyPairHex();
    return { algorithm, privateKey, publicKey };
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = (key: typeof privateKey, type: 'pkcs8' | 'spki') =>
    key.export({ format: 'der', type }).subarray(-32).toString('hex');
  return { algorithm, privateKey: raw(privateKey, 'pkcs8'), publicKey: raw(publicKey, 'spki') };
}

/**
 * The label with a signature of its first three fields in ReservedCode1, in the form of TC260-PG-202511A: who has the
 * provider's public key can tell that the label is the provider's and unchanged. It binds the label, not the content.
 */
export function signLabel(label: ImplicitLabel, key: LabelKey): ImplicitLabel {
  const AlgID = algorithmIds[key.algorithm];
  const message = signedText(label);
  const Signature =
    key.algorithm === 'sm2'
      ? sm2.doSignature(message, key.privateKey, { hash: true, der: true, userId, publicKey: key.publicKey })
      : sign(null, Buffer.from(message), ed25519Key('private', key.privateKey)).toString('hex');
  const PubSD = [
    { Type: 'DS', AlgID, TBSData: { Type: 'Md' }, Signature, KeyID: keyIdOf(key.publicKey) },
    { Type: 'PubKey', AlgID, KeyValue: key.publicKey },
  ];
  return { ...label, ReservedCode1: JSON.stringify({ SecurityData: { Type: 'TC260PG', PubSD } }) };
}

const SecurityData = z.object({
  SecurityData: z.object({
    Type: z.literal('TC260PG'),
    PubSD: z
      .array(
        z.object({
          Type: z.string().max(40),
          AlgID: z.string().max(60).optional(),
          Signature: z.string().max(1000).optional(),
          KeyValue: z.string().max(1000).optional(),
        }),
      )
      .max(16),
  }),
});

/**
 * Reads and checks the signature in a label's ReservedCode1. Undefined where that holds something else: providers put
 * hashes and words of their own there.
 */
export function readSignature(label: ImplicitLabel): LabelSignature | undefined {
  const data = SecurityData.safeParse(parseJson(label.ReservedCode1)).data?.SecurityData.PubSD;
  const signature = data?.find(({ Type }) => Type === 'DS');
  const publicKey = data?.find(({ Type }) => Type === 'PubKey')?.KeyValue?.toLowerCase();
  const algorithm = (Object.keys(algorithmIds) as SignatureAlgorithm[]).find(
    (name) => algorithmIds[name] === signature?.AlgID,
  );
  if (signature?.Signature === undefined || publicKey === undefined || algorithm === undefined) {
    return undefined;
  }
  return {
    algorithm,
    keyId: keyIdOf(publicKey),
    publicKey,
    isValid: isRight(algorithm, signedText(label), signature.Signature, publicKey),
  };
}

/** What is signed: the three fields as they stand in the label, without braces (annex A.1 of the guide). */
function signedText({ Label, ContentProducer, ProduceID }: ImplicitLabel): string {
  return JSON.stringify({ Label, ContentProducer, ProduceID }).slice(1, -1);
}

function isRight(algorithm: SignatureAlgorithm, message: string, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-f]+$/i.test(signature)) {
    return false;
  }
  try {
    return algorithm === 'sm2'
      ? /^04[0-9a-f]{128}$/.test(publicKey) &&
          sm2.verifyPublicKey(publicKey) &&
          sm2.doVerifySignature(message, signature, publicKey, { hash: true, der: true, userId })
      : /^[0-9a-f]{64}$/.test(publicKey) &&
          verify(null, Buffer.from(message), ed25519Key('public', publicKey), Buffer.from(signature, 'hex'));
  } catch {
    // The libraries throw on bytes that are no signature: that is what is being asked.
    return false;
  }
}

function ed25519Key(part: 'private' | 'public', hex: string) {
  const key = Buffer.from(ed25519Head[part] + hex, 'hex');
  return part === 'private'
    ? createPrivateKey({ key, format: 'der', type: 'pkcs8' })
    : createPublicKey({ key, format: 'der', type: 'spki' });
}

function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a key as it stands in a file.
 * @throws ClipoError `invalid_input` naming `field`
 */
export function parseLabelKey(text: string, field: string): LabelKey {
  const key = LabelKey.safeParse(parseJson(text));
  if (!key.success) {
    const problem = 'holds no key for labels; ./clipo label-key makes one';
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  }
  return key.data;
}
