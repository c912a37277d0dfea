import { spawn } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', 'main.ts');

/** A service of its own under a fresh data folder, with the operator's key. */
export async function startService(home: string) {
  const service = spawn(process.execPath, [main, 'start'], {
    env: { ...process.env, CLIPO_HOME: home, PORT: '0', CLIPO_LOG_LEVEL: 'error', CLIPO_LANG: 'en' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const [, url = '', grant = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    service.once('exit', () => reject(new Error(`the service ended: ${said}`)));
    service.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const found = /(http:\/\/[\d.]+:\d+)\/first-run\?grant=(\S+)/.exec(said);
      if (found !== null) {
        resolve(found);
      }
    });
  });
  const page = await (await fetch(`${url}/first-run`, { method: 'POST', body: new URLSearchParams({ grant }) })).text();
  return {
    url,
    key: /clipo_[\w-]{43}/.exec(page)?.[0] ?? '',
    async stop() {
      const ended = new Promise((resolve) => service.once('exit', resolve));
      service.kill('SIGTERM');
      await ended;
    },
  };
}
