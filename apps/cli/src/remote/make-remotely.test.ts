import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { verifyFile } from '@clipo/label';
import { tempFolder, tinyMedia } from '@clipo/testkit';
import { expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', 'main.ts');

async function run(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, CLIPO_LANG: 'en', ...env } });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return {
    code: child.exitCode ?? (await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)))),
    out,
    error,
  };
}

it('make --server sends the files, follows the batch and fetches labelled videos; with --dry-run it sends nothing (O4)', async () => {
  await using folder = await tempFolder('remote');
  const home = join(folder.path, 'home');
  await mkdir(home);
  const service = spawn(process.execPath, [main, 'start'], {
    env: { ...process.env, CLIPO_HOME: home, PORT: '0', CLIPO_LOG_LEVEL: 'error', CLIPO_LANG: 'en' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
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
    const page = await (
      await fetch(`${url}/first-run`, { method: 'POST', body: new URLSearchParams({ grant }) })
    ).text();
    const key = /clipo_[\w-]{43}/.exec(page)?.[0] ?? '';
    const brief = {
      product: { id: 'CUP1', name: '随行杯', sellingPoints: ['单手能开', '倒放不漏', '杯身防滑'] },
      materials: [{ file: 'cup.mp4' }, { file: 'cup.jpg' }],
      durationSeconds: 6,
      resolution: 720,
      fps: 24,
      music: false,
    };
    await writeFile(join(folder.path, 'cup.mp4'), await readFile(await tinyMedia('clip')));
    await writeFile(join(folder.path, 'cup.jpg'), await readFile(await tinyMedia('pictureJpeg')));
    await writeFile(join(folder.path, 'brief.json'), JSON.stringify(brief));
    for (const [language, refusal] of [
      ['en', 'does not work with --server'],
      ['zh-CN', '不能与 --server 同用'],
    ] as const) {
      const dry = await run(['--server', url, 'make', folder.path, '--draft', '--dry-run'], {
        CLIPO_API_KEY: key,
        CLIPO_LANG: language,
      });
      expect(dry).toMatchObject({ code: 2, out: '' });
      expect(dry.error).toContain(refusal);
    }
    const listed = async (what: string) =>
      (await fetch(`${url}/api/v1/${what}`, { headers: { authorization: `Bearer ${key}` } })).json();
    expect(await listed('materials')).toMatchObject({ items: [] });
    expect(await listed('batches')).toMatchObject({ items: [] });
    const out = join(folder.path, 'out');
    const made = await run(['--server', url, 'make', folder.path, '--draft', '--out', out], { CLIPO_API_KEY: key });
    expect(made).toMatchObject({ code: 0 });
    const list = JSON.parse(await readFile(made.out.trim(), 'utf8')) as { videos: { name: string; status: string }[] };
    expect(list.videos.map(({ status }) => status)).toEqual(['done']);
    const video = join(out, 'videos', `${list.videos[0]?.name}.mp4`);
    expect(await verifyFile(video)).toMatchObject({ ok: true });
    const wrong = await run(['--server', url, 'make', folder.path], { CLIPO_API_KEY: 'wrong' });
    expect(wrong.code).toBe(2);
    expect(wrong.error).toContain('No valid key');
  } finally {
    const ended = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGTERM');
    await ended;
  }
}, 300_000);
