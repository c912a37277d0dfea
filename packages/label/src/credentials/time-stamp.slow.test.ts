import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ffmpeg, scratchFolder } from '../media.fixture.ts';
import { openDevelopmentSigner } from './development-signer.ts';
import { readCredentials } from './read-credentials.ts';
import { signCredentials } from './sign-credentials.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let server: Server;
const openssl = promisify(execFile);
const asked: (string | undefined)[] = [];

/** A time stamp service (RFC 3161) as OpenSSL answers for one, with a root and a certificate of its own. */
beforeAll(async () => {
  scratch = await scratchFolder();
  const at = scratch.path;
  const config = [
    '[req]\ndistinguished_name = name\n[name]\n',
    '[root]\nbasicConstraints = critical,CA:true\nkeyUsage = critical,keyCertSign\nsubjectKeyIdentifier = hash\n',
    '[stamp]\nbasicConstraints = critical,CA:false\nkeyUsage = critical,digitalSignature\n',
    'extendedKeyUsage = critical,timeStamping\nauthorityKeyIdentifier = keyid\n',
    `[tsa]\ndefault_tsa = ours\n[ours]\nserial = ${at('serial')}\nsigner_digest = sha256\n`,
    'default_policy = 1.2.3.4.1\ndigests = sha256, sha384, sha512\naccuracy = secs:1\nordering = yes\ntsa_name = no\n',
  ].join('');
  await writeFile(at('tsa.cnf'), config);
  await writeFile(at('serial'), '01\n');
  const run = (...args: string[]) => openssl('openssl', args);
  const key = ['-newkey', 'rsa:2048', '-nodes', '-sha256', '-config', at('tsa.cnf')];
  await run(
    ...['req', '-x509', ...key, '-extensions', 'root', '-days', '30', '-subj', '/O=Clocks/CN=Clocks root'],
    ...['-keyout', at('root.key'), '-out', at('root.pem')],
  );
  await run('req', ...key, '-subj', '/O=Clocks/CN=Clock', '-keyout', at('tsa.key'), '-out', at('tsa.csr'));
  await run(
    ...['x509', '-req', '-in', at('tsa.csr'), '-CA', at('root.pem'), '-CAkey', at('root.key'), '-CAcreateserial'],
    ...['-days', '30', '-sha256', '-extfile', at('tsa.cnf'), '-extensions', 'stamp', '-out', at('tsa.pem')],
  );
  await copyFile(at('root.pem'), at('chain.pem'));
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) {
      parts.push(part as Buffer);
    }
    asked.push(request.headers['content-type']);
    await writeFile(at('query'), Buffer.concat(parts));
    await run(
      ...['ts', '-reply', '-config', at('tsa.cnf'), '-queryfile', at('query'), '-signer', at('tsa.pem')],
      ...['-inkey', at('tsa.key'), '-chain', at('chain.pem'), '-out', at('answer')],
    );
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(await readFile(at('answer')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 120_000);
afterAll(async () => {
  server.close();
  await scratch.remove();
});

it('a time stamp service that is set says when it was signed, and a file without one says nothing of it (L2)', async () => {
  const [bare, plain, stamped] = ['a.png', 'plain.png', 'stamped.png'].map(scratch.path) as [string, string, string];
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64', '-frames:v', '1', bare);
  const { port } = server.address() as AddressInfo;
  const claim = { title: 'a', version: '1' };
  await signCredentials(bare, plain, claim, await openDevelopmentSigner(scratch.path('keys')));
  const signer = await openDevelopmentSigner(scratch.path('keys'), `http://127.0.0.1:${port}/`);
  const before = Date.now();
  await signCredentials(bare, stamped, claim, signer);
  expect(asked).toEqual(['application/timestamp-query']);
  expect((await readCredentials(plain))?.signedAt).toBeNull();
  const report = await readCredentials(stamped);
  expect(report?.state).toBe('untrusted');
  // Stamps count whole seconds.
  expect(Math.abs(Date.parse(report?.signedAt ?? '') - before)).toBeLessThan(60_000);
}, 120_000);
