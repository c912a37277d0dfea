import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { placeMark, readOwner } from './run-mark.ts';
import { useCache } from './sweep-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'clipo-mark-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('one run holds a mark; the next gets it when the first has released it', () => {
  const path = join(folder, 'one.json');
  const first = placeMark(path);
  expect('release' in first).toBe(true);
  expect(placeMark(path)).toEqual({ host: hostname(), pid: process.pid });
  if ('release' in first) {
    first.release();
  }
  const second = placeMark(path);
  expect('release' in second).toBe(true);
  if ('release' in second) {
    second.release();
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('a mark of a process that ended, whose number is used again, or that fell silent elsewhere holds nobody up', () => {
  const path = join(folder, 'dead.json');
  const { pid } = spawnSync('true');
  const past = new Date(Date.now() - 120_000);
  for (const owner of [
    { host: hostname(), pid, started: '1' },
    { host: hostname(), pid: process.pid, started: 'another time' },
    { host: 'elsewhere', pid: 1, started: '1' },
    {},
  ]) {
    writeFileSync(path, JSON.stringify(owner));
    utimesSync(path, past, past);
    expect(readOwner(path)).toBeUndefined();
    const mark = placeMark(path);
    expect('release' in mark).toBe(true);
    if ('release' in mark) {
      mark.release();
    }
  }
  writeFileSync(path, JSON.stringify({ host: 'elsewhere', pid: 7, started: '1' }));
  expect(placeMark(path)).toEqual({ host: 'elsewhere', pid: 7 });
});

it('what dead runs left half done in the cache goes when a run is alone, and stays while another is at work', async () => {
  const home = join(folder, 'home');
  const whole = ['pieces/ab/abc.mp4', 'voice/a.wav', 'materials/x-v1/facts.json'];
  const half = [
    'pieces/ab/abc.mp4.12.k3j.mp4',
    'voice/a.wav.1-2.tmp',
    'sound/a.aac.1-2.part',
    'materials/x.1.part/work/a.mp4',
  ];
  const place = () => {
    for (const file of [...whole, ...half]) {
      mkdirSync(join(home, 'cache', file, '..'), { recursive: true });
      writeFileSync(join(home, 'cache', file), '');
    }
  };
  const there = () => [...whole, ...half].filter((file) => existsSync(join(home, 'cache', file)));
  place();
  const first = await useCache(home);
  expect(there()).toEqual(whole);
  place();
  const second = await useCache(home);
  second.release();
  expect(there()).toEqual([...whole, ...half]);
  first.release();
  expect(there()).toEqual(whole);
  expect(readdirSync(join(home, 'runs'))).toEqual([]);
});

it('a CLIPO_HOME that takes no files is told by its name', async () => {
  await expect(useCache('/proc/clipo-home')).rejects.toMatchObject({
    code: 'invalid_input',
    details: { field: 'CLIPO_HOME', folder: '/proc/clipo-home' },
  });
});
