import { randomUUID, webcrypto } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CredentialSigner, openFileSigner } from './credential-signer.ts';

/** What the development certificate calls itself wherever it is shown. */
export const developmentName = 'Clipo development (untrusted)';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 24 * 3600 * 1000;
const validDays = 3650;

/**
 * The signer for development: its certificate is made in `folder` when it is first asked for, by a root of its own whose
 * key is thrown away. No list of trust knows it, and its name says so.
 * @throws ClipoError `not_found`, `invalid_input` where the files in the folder are damaged
 */
export async function openDevelopmentSigner(folder: string, timeStampUrl?: string): Promise<CredentialSigner> {
  const files = { chain: join(folder, 'development.pem'), key: join(folder, 'development.key'), timeStampUrl };
  if (!(await isThere(files.chain))) {
    const made = await makeCertificate();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // The certificate last: where it is, its key is. Who comes second in the same moment replaces both.
    await writeWhole(files.key, made.key, 0o600);
    await writeWhole(files.chain, made.chain, 0o644);
  }
  return openFileSigner(files, files);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  await writeFile(part, text, { mode });
  await rename(part, path);
}

/** A root and, signed by it, a certificate as C2PA asks for it: digital signature, for e-mail protection. */
async function makeCertificate(): Promise<{ chain: string; key: string }> {
  // The library of certificates wants this to be there before it is loaded.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as typeof globalThis.crypto);
  // Named by the library's own: the published package is compiled without the DOM, which has a type of this name.
  type Keys = Parameters<typeof x509.X509CertificateGenerator.createSelfSigned>[0]['keys'];
  const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<Keys>;
  const [rootKeys, keys] = await Promise.all([makeKeys(), makeKeys()]);
  const times = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + validDays * dayMs) };
  const usage = x509.KeyUsageFlags;
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Clipo development root, O=${developmentName}`,
    ...times,
    keys: rootKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(usage.keyCertSign | usage.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const own = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `CN=Clipo development signer, O=${developmentName}`,
    issuer: root.subject,
    ...times,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(usage.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection], true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    chain: `${own.toString('pem')}\n${root.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
  };
}

/** Positive, 16 bytes. */
function serialNumber(): string {
  return `4${randomUUID().replaceAll('-', '').slice(1)}`;
}
