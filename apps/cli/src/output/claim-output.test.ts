import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClipoError } from '@clipo/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkOutput, claimOutput } from './claim-output.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'clipo-output-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const requestOf = (name: string, briefHash = 'one', isForce = false) => ({
  outDir: join(root, name),
  briefFolder: join(root, 'brief'),
  briefHash,
  isForce,
});
const faultOf = async (promise: Promise<unknown>) => (await promise.catch((error: unknown) => error)) as ClipoError;

it('an output folder belongs to one brief; another needs --force', async () => {
  await checkOutput(requestOf('a'));
  expect(await readdir(root)).toEqual([]);
  const run = await claimOutput(requestOf('a'));
  // While a run is at work no other comes in, not even by force.
  expect((await faultOf(checkOutput(requestOf('a')))).code).toBe('output_busy');
  expect((await faultOf(claimOutput(requestOf('a', 'one', true)))).code).toBe('output_busy');
  run.release();
  await checkOutput(requestOf('a'));
  expect((await faultOf(checkOutput(requestOf('a', 'two')))).code).toBe('output_taken');
  await checkOutput(requestOf('a', 'two', true));
  (await claimOutput(requestOf('a', 'two', true))).release();
  expect((await faultOf(checkOutput(requestOf('a')))).code).toBe('output_taken');
});

it("a folder with somebody else's manifest is not written over unasked", async () => {
  await mkdir(join(root, 'b'));
  await writeFile(join(root, 'b', 'manifest.json'), '{"name": "a web app"}');
  expect((await faultOf(checkOutput(requestOf('b')))).code).toBe('output_taken');
  await writeFile(join(root, 'b', 'manifest.json'), '{"briefHash": "one"}');
  await checkOutput(requestOf('b'));
});

it('a file, a place inside a file, and the folder of the brief are refused by name', async () => {
  await writeFile(join(root, 'file'), '');
  for (const name of ['file', join('file', 'deep', 'er')]) {
    const fault = await faultOf(checkOutput(requestOf(name)));
    expect([fault.details.field, fault.details.rule]).toEqual(['--out', 'out_is_file']);
  }
  expect((await faultOf(checkOutput(requestOf('brief')))).details.rule).toBe('out_is_brief_folder');
});

it('a folder that takes no files is said to be unwritable', async () => {
  // The kernel's own folder refuses files to everybody, root included.
  const fault = await faultOf(claimOutput({ ...requestOf('x'), outDir: '/proc/clipo-out' }));
  expect(fault.code).toBe('output_unwritable');
});
