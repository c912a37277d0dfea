import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const main = join(import.meta.dirname, '..', 'main.ts');

/** How a command line ended and what it said. */
export async function runCli(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, CLIPO_LANG: 'en', ...env } });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return {
    code: child.exitCode ?? (await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)))),
    out,
    error,
  };
}

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
