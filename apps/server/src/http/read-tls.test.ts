import { execFile } from 'node:child_process';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from '@clipo/testkit';
import { expect, it } from 'vitest';
import { readTls } from './read-tls.ts';

const execute = promisify(execFile);

it('HTTPS is spoken with the certificate and key of the settings, and wrong ones are told by name (O5)', async () => {
  await using folder = await tempFolder();
  const make = async (name: string) => {
    const [cert, key] = [join(folder.path, `${name}.pem`), join(folder.path, `${name}.key`)];
    const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes'];
    await execute('openssl', ['req', '-x509', '-newkey', 'ed25519', ...subject, '-keyout', key, '-out', cert]);
    return { CLIPO_TLS_CERT: cert, CLIPO_TLS_KEY: key };
  };
  const mine = await make('mine');
  const other = await make('other');
  const tls = await readTls(mine);
  const server = createServer({ ...tls }, (_request, response) => response.end('secure'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const status = await new Promise((resolve, reject) => {
    get(
      { port, host: '127.0.0.1', ca: tls?.cert, servername: 'localhost', checkServerIdentity: () => undefined },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    ).on('error', reject);
  });
  server.closeAllConnections();
  server.close();
  expect(status).toBe(200);
  await expect(readTls({ ...mine, CLIPO_TLS_KEY: other.CLIPO_TLS_KEY })).rejects.toThrow('CLIPO_TLS_KEY');
  await expect(readTls({ ...mine, CLIPO_TLS_KEY: undefined })).rejects.toThrow('CLIPO_TLS_KEY');
  await expect(readTls({ ...mine, CLIPO_TLS_CERT: '/nowhere.pem' })).rejects.toThrow('CLIPO_TLS_CERT');
  expect(await readTls({ CLIPO_TLS_CERT: undefined, CLIPO_TLS_KEY: undefined })).toBeUndefined();
});
