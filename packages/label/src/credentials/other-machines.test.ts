import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { labelFile } from '../label-file.ts';
import { ffmpeg, labelOf, scratchFolder } from '../media.fixture.ts';
import { openDevelopmentSigner } from './development-signer.ts';
import { buildFor } from './open-library.ts';
import { signCredentials } from './sign-credentials.ts';

it('on a machine without a build of the library, signed files are unread and not broken, and signing says what to get (L2)', async () => {
  const scratch = await scratchFolder();
  try {
    const [bare, signed] = ['bare.png', 'signed.png'].map(scratch.path) as [string, string];
    await ffmpeg('-f', 'lavfi', '-i', 'color=s=64x64', '-frames:v', '1', bare);
    await labelFile(bare, bare, labelOf('elsewhere'));
    const claim = { title: 't', version: '1', sourceType: 'algorithmic' } as const;
    await signCredentials(bare, signed, claim, await openDevelopmentSigner(scratch.path('keys')));
    const door = JSON.stringify(join(import.meta.dirname, '..', 'index.ts'));
    const script = `
      const { checkFile, openDevelopmentSigner, readCredentials, signCredentials } = await import(${door});
      const [bare, signed, keys] = process.argv.slice(1);
      const { state, problems } = await readCredentials(signed);
      const { verdict } = await checkFile(signed);
      const signing = signCredentials(bare, bare, ${JSON.stringify(claim)}, await openDevelopmentSigner(keys));
      const fault = await signing.catch(({ code, details }) => ({ code, details }));
      console.log(JSON.stringify({ state, problems, verdict, fault }));`;
    const words = ['--input-type=module', '--eval', script, bare, signed, scratch.path('keys')];
    // As on another machine: the native code is not where it is looked for.
    const env = { ...process.env, C2PA_LIBRARY_PATH: scratch.path('nothing.node') };
    const { stdout } = await promisify(execFile)(process.execPath, words, { env });
    expect(JSON.parse(stdout)).toEqual({
      state: 'unread',
      problems: ['library.missing'],
      // The label needs none of it.
      verdict: 'valid',
      fault: {
        code: 'missing_program',
        details: {
          program: '@contentauth/c2pa-node',
          command: expect.stringContaining('C2PA_LIBRARY_PATH=<index.node'),
        },
      },
    });
  } finally {
    await scratch.remove();
  }
});

it('the build to get is named for every machine that one is released for', () => {
  const named = ['linux x64', 'linux arm64', 'darwin arm64', 'darwin x64', 'win32 x64', 'freebsd x64'].map(
    (machine) => {
      const [platform = '', arch = ''] = machine.split(' ');
      return buildFor(platform, arch);
    },
  );
  expect(named).toEqual([
    'c2pa-node_x86_64-unknown-linux-gnu-v0.8.0.zip',
    'c2pa-node_aarch64-unknown-linux-gnu-v0.8.0.zip',
    'c2pa-node_aarch64-apple-darwin-v0.8.0.zip',
    'c2pa-node_x86_64-apple-darwin-v0.8.0.zip',
    'c2pa-node_x86_64-pc-windows-msvc-v0.8.0.zip',
    null,
  ]);
});
