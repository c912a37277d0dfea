import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffprobeTag, makeClip } from './media.fixture.ts';

const run = promisify(execFile);
const packageFolder = resolve(import.meta.dirname, '..');
const modules = resolve(packageFolder, '../../node_modules');
const node = process.execPath;

let built: string;
let project: string;
beforeAll(async () => {
  await mkdir(join(packageFolder, 'out'), { recursive: true });
  built = await mkdtemp(join(packageFolder, 'out/publish-'));
  project = await mkdtemp(join(tmpdir(), 'clipo-publish-'));
  await run(node, [join(packageFolder, 'scripts/build.ts'), join(built, 'package')]);
  await run('npm', ['pack', '--offline', '--pack-destination', built], { cwd: join(built, 'package') });
  // As npm install does it, without a network: the tarball unpacked, its one dependency beside it.
  await mkdir(join(project, 'node_modules/@clipo/label'), { recursive: true });
  const unpack = ['-xzf', join(built, 'clipo-label-0.1.0.tgz'), '--strip-components=1'];
  await run('tar', [...unpack, '-C', join(project, 'node_modules/@clipo/label')]);
  for (const name of ['zod', 'sm-crypto', 'jsbn']) {
    await cp(join(modules, name), join(project, 'node_modules', name), { recursive: true });
  }
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
});
afterAll(async () => {
  await rm(built, { recursive: true, force: true });
  await rm(project, { recursive: true, force: true });
});

describe('the published package', () => {
  it('labels and verifies a film from plain JavaScript, without the repository', async () => {
    await makeClip(join(project, 'in.mp4'), '-movflags', '+faststart');
    const script = `
      import { ClipoError, developmentProviderCode, labelJson, labelMp4, makeImplicitLabel, verifyFile } from '@clipo/label';
      const label = makeImplicitLabel({ providerCode: developmentProviderCode, produceId: 'published-1' });
      await labelMp4('in.mp4', 'out.mp4', label);
      const { ok, kind } = await verifyFile('out.mp4', { expected: label });
      const refused = await labelMp4('missing.mp4', 'x.mp4', label).catch((error) => error);
      console.log(JSON.stringify({ ok, kind, json: labelJson(label), code: refused instanceof ClipoError && refused.code }));
    `;
    await writeFile(join(project, 'use.js'), script);
    const { stdout } = await run(node, ['use.js'], { cwd: project });
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ ok: true, kind: 'mp4', code: 'not_found' });
    expect(await ffprobeTag(join(project, 'out.mp4'), 'AIGC')).toBe(result.json);
  });

  it('brings its types', async () => {
    const script = `
      import { type ExplicitLabel, explicitLabel, type ImplicitLabel, labelSrt, verifyFile } from '@clipo/label';
      export const place: ExplicitLabel = explicitLabel({ language: 'zh-CN', width: 1080, height: 1920 });
      export const label: ImplicitLabel | undefined = (await verifyFile(new Uint8Array())).label;
      // @ts-expect-error an unknown language
      labelSrt('', { language: 'xx' });
    `;
    await writeFile(join(project, 'use.ts'), script);
    await symlink(join(modules, '@types'), join(project, 'node_modules/@types'));
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--types', 'node', 'use.ts'];
    await run(join(modules, '.bin/tsc'), options, { cwd: project }).catch((error) => {
      throw new Error(error.stdout);
    });
  });

  it('holds neither sources, tests nor the rest of the contract, and says its licence', async () => {
    const { stdout } = await run('tar', ['-tzf', join(built, 'clipo-label-0.1.0.tgz')]);
    const files = stdout.trim().split('\n');
    expect(files).toEqual(expect.arrayContaining(['package/README.md', 'package/README.zh-CN.md', 'package/LICENSE']));
    expect(files.filter((file) => /test|fixture|src\/|brief|storyboard/.test(file))).toEqual([]);
    const manifest = JSON.parse(await readFile(join(project, 'node_modules/@clipo/label/package.json'), 'utf8'));
    expect(manifest).toMatchObject({ license: 'Apache-2.0', dependencies: { zod: expect.any(String) } });
    expect(manifest.private).toBeUndefined();
  });
});
