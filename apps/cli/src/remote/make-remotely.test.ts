import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Manifest } from '@clipo/contract';
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

it('make --server leaves the same files as make; started again it goes on; with --dry-run it sends nothing (O4)', async () => {
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
    const make = (...more: string[]) =>
      run(['--server', url, 'make', folder.path, '--draft', '--out', out, ...more], { CLIPO_API_KEY: key });
    const detached = await make('--detach');
    expect(detached).toMatchObject({ code: 0, out: expect.stringMatching(/^bat_\w+\n$/) });
    const made = await make();
    expect(made).toMatchObject({ code: 0 });
    expect(made.error).toContain(detached.out.trim());
    expect(made.out).toBe(`${join(out, 'manifest.json')}\n`);
    const manifest = Manifest.parse(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')));
    expect(manifest.totals).toMatchObject({ videos: 1, done: 1, failed: 0 });
    const [video] = manifest.videos;
    const path = join(out, video?.file ?? '');
    expect(await verifyFile(path)).toMatchObject({ ok: true });
    expect(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ).toBe(video?.sha256);
    for (const beside of [video?.cover, video?.captions?.srt, video?.captions?.vtt, video?.captions?.ass]) {
      expect((await stat(join(out, beside ?? ''))).size).toBeGreaterThan(0);
    }
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain(video?.name);
    // The same command again makes nothing: it fetches what is missing.
    await rm(path);
    expect(await make()).toMatchObject({ code: 0 });
    expect((await stat(path)).size).toBeGreaterThan(0);
    expect(((await listed('batches')) as { items: object[] }).items).toHaveLength(1);
    const wrong = await run(['--server', url, 'make', folder.path], { CLIPO_API_KEY: 'wrong' });
    expect(wrong.code).toBe(2);
    expect(wrong.error).toContain('No valid key');
  } finally {
    const ended = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGTERM');
    await ended;
  }
}, 300_000);
