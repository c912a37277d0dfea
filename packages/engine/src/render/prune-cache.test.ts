import { copyFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyMedia } from '@clipo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPieceCache } from './piece-cache.ts';
import { pruneCache } from './prune-cache.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipo-prune-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nowMs = Date.UTC(2026, 10, 23);

function put(name: string, bytes: number, minutesAgo: number): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.alloc(bytes));
  const at = new Date(nowMs - minutesAgo * 60_000);
  utimesSync(path, at, at);
  return path;
}

describe('the cache of pieces', () => {
  it('stays within its size: what was used longest ago goes first', async () => {
    put('old.mp4', 400, 300);
    put('middle.mp4', 400, 200);
    put('new.mp4', 400, 100);
    expect(await pruneCache(folder, { mostBytes: 900, isKept: () => false, nowMs })).toBe(400);
    expect(readdirSync(folder).sort()).toEqual(['middle.mp4', 'new.mp4']);
  });

  it('keeps what the running batch needs, whatever its age', async () => {
    const old = put('old.mp4', 400, 300);
    put('new.mp4', 400, 100);
    await pruneCache(folder, { mostBytes: 100, isKept: (path) => path === old, nowMs });
    expect(readdirSync(folder)).toEqual(['old.mp4']);
  });

  it('throws away what a killed process left, but not what another is writing now', async () => {
    put('aa.mp4.123.x1y2.mp4', 400, 90);
    put('bb.mp4.456.z9.mp4', 400, 5);
    await pruneCache(folder, { mostBytes: 1e9, isKept: () => false, nowMs });
    expect(readdirSync(folder)).toEqual(['bb.mp4.456.z9.mp4']);
  });

  it('does not mind a folder that is not there yet', async () => {
    expect(await pruneCache(join(folder, 'none'), { mostBytes: 0, isKept: () => false })).toBe(0);
  });

  it('shows a piece only when it is whole, and leaves nothing of one that failed', async () => {
    const cache = openPieceCache(folder);
    const failing = cache.put('abcd', (path) => {
      writeFileSync(path, 'half');
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(await cache.has('abcd')).toBe(false);
    expect(readdirSync(join(folder, 'ab'))).toEqual([]);
    const clip = await tinyMedia('clip');
    const piece = await cache.put('abcd', (path) => Promise.resolve(copyFileSync(clip, path)));
    expect(await cache.has('abcd')).toBe(true);
    // A power cut, or a disk that was full, leaves names of files that are not there to their end.
    truncateSync(piece, 1000);
    expect(await cache.has('abcd')).toBe(false);
  });
});
