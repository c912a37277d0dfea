import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReadPictures } from '@clipo/batch';
import { findFonts } from '@clipo/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectMedia } from '../features/media/collect-media.ts';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { seeMaterial } from './see-material.ts';

interface Seen {
  id: string;
  seen: {
    durationMs: number | null;
    thumbnail: string | null;
    strip: { link: string; cellWidth: number; cellHeight: number } | null;
    shots: { startMs: number; endMs: number; text: string }[];
    like: string | null;
  } | null;
}

let api: TestApi;
let folder = '';
beforeAll(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), 'clipo-seen-'));
});
afterAll(async () => {
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Makes a file with FFmpeg, uploads it and has it looked through, as a worker does. */
async function seen(name: string, args: readonly string[]): Promise<Seen> {
  const path = join(folder, name);
  execFileSync('ffmpeg', ['-v', 'error', ...args, '-y', path]);
  const bytes = new Uint8Array(await readFile(path));
  const type = { 'content-type': 'application/octet-stream' };
  const sent = await api.ask('POST', `/api/v1/materials?name=${encodeURIComponent(name)}`, bytes, type);
  const { id } = (await sent.json()) as Seen;
  const payload = { teamId: api.teamId, materialId: id };
  await seeMaterial(api.deps, { payload, signal: AbortSignal.timeout(120_000) });
  return (await (await api.ask('GET', `/api/v1/materials/${id}`)).json()) as Seen;
}

const words = (text: string) =>
  `drawtext=fontfile=${findFonts().bold}:text=${text}:fontsize=64:fontcolor=white:x=(w-tw)/2:y=(h-th)/2`;

describe('a material is looked through (C3)', () => {
  it('shots of a clip are found, shown on a strip, and found by the words in their pictures', async () => {
    const scene = (colour: string, text: string) => [
      ...['-f', 'lavfi', '-i'],
      `color=${colour}:s=640x360:r=30:d=2,${words(text)}`,
    ];
    const { id, seen: found } = await seen('two.mp4', [
      ...[...scene('0x2a5c8a', '不锈钢保温杯'), ...scene('0xb8722a', 'KEEPS WARM')],
      ...['-filter_complex', '[0:v][1:v]concat=n=2:v=1,format=yuv420p'],
    ]);
    expect(found?.durationMs).toBe(4000);
    expect(found?.shots).toHaveLength(2);
    expect(found?.shots[0]).toMatchObject({ startMs: 0 });
    expect(Math.abs((found?.shots[1]?.startMs ?? 0) - 2000)).toBeLessThanOrEqual(80);
    for (const link of [found?.thumbnail, found?.strip?.link]) {
      const served = await api.app.request(link ?? '');
      expect(served.headers.get('content-type')).toBe('image/webp');
    }
    // What rows name stays, also of what was drawn of them.
    expect((await collectMedia(api.deps, { graceHours: 0, now: new Date(Date.now() + 1000) })).files).toBe(0);
    if (await canReadPictures()) {
      expect(found?.shots[0]?.text).toContain('保温杯');
      expect(found?.shots[1]?.text).toMatch(/WARM/);
      const list = await (await api.ask('GET', `/api/v1/materials?search=${encodeURIComponent('warm 保温杯')}`)).json();
      expect((list as { items: Seen[] }).items.map((one) => one.id)).toEqual([id]);
    }
  });

  it('a copy in another size and encoding is told to be like the first; another picture is not', async () => {
    const first = await seen('first.png', ['-f', 'lavfi', '-i', 'mandelbrot=s=800x600', '-frames:v', '1']);
    const copy = await seen('copy.jpg', ['-i', join(folder, 'first.png'), '-vf', 'scale=500:-1', '-q:v', '6']);
    const other = await seen('other.png', ['-f', 'lavfi', '-i', 'testsrc2=s=800x600', '-frames:v', '1']);
    const flat = await seen('flat.png', ['-f', 'lavfi', '-i', 'color=white:s=800x600', '-frames:v', '1']);
    const light = await seen('light.png', ['-f', 'lavfi', '-i', 'color=0xfafafa:s=600x600', '-frames:v', '1']);
    expect(first.seen).toMatchObject({ durationMs: null, strip: null, like: null });
    expect(first.seen?.shots).toHaveLength(1);
    expect(copy.seen?.like).toBe(first.id);
    expect([other.seen?.like, flat.seen?.like, light.seen?.like]).toEqual([null, null, null]);
    const alike = (await (await api.ask('GET', '/api/v1/materials?alike=yes')).json()) as { items: Seen[] };
    expect(alike.items.map(({ id }) => id)).toEqual([copy.id, first.id]);
  });
});
