import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

// What `./clipo make` does where FFmpeg is missing, for somebody who is not root. The folder of programs holds all that
// the script may find: a real shell's tools, and an apt-get and a sudo that only write down what they were asked.
const tools = ['cat', 'chmod', 'cksum', 'dirname', 'env', 'mkdir', 'mktemp', 'readlink', 'rm', 'sleep', 'tail'];
let root = '';
let bin = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'clipo launcher-'));
  bin = join(root, 'bin');
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  mkdirSync(bin);
  copyFileSync(join(import.meta.dirname, '..', 'clipo'), join(root, 'clipo'));
  writeFileSync(join(root, 'package-lock.json'), '{}\n');
  const made = execFileSync('cksum', { input: '{}\n', encoding: 'utf8' });
  writeFileSync(join(root, 'node_modules', '.clipo-stamp'), made);
  put(join(root, 'node_modules', '.bin', 'node'), 'echo "ran $*"');
  for (const tool of tools) {
    symlinkSync(execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(), join(bin, tool));
  }
  put(join(bin, 'id'), 'echo 1000');
  // Chinese fonts are there, wherever the machine keeps them.
  put(join(bin, 'fc-list'), 'echo Noto');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, lines: string): void {
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o755);
}

/** An apt-get that writes down what it is asked, and either installs or fails. */
function putApt(install: 'works' | 'fails'): void {
  const made = `for program in ffmpeg ffprobe; do : >"${bin}/$program"; chmod +x "${bin}/$program"; done`;
  const act = install === 'works' ? made : 'echo "E: no such package"; exit 100';
  put(join(bin, 'apt-get'), `echo "apt-get $*" >>"${root}/asked"\n[ "$1" = update ] && exit 0\n${act}`);
}

/** A sudo that lets everything through, or wants a password that nobody types. */
function putSudo(kind: 'free' | 'password'): void {
  const refuse = kind === 'password' ? 'echo "sudo: a password is required" >&2; exit 1' : '';
  put(join(bin, 'sudo'), `${refuse}\n[ "$1" = -n ] && shift\necho "sudo $1" >>"${root}/asked"\nexec "$@"`);
  symlinkSync('/bin/true', join(bin, 'true'));
}

function make(): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'clipo'), ['make', 'my brief'], {
    env: { PATH: bin, TMPDIR: root },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

const asked = () => readFileSync(join(root, 'asked'), 'utf8');
/** What a person is to type, as root (`as` is '') or by sudo. */
const byHand = (as: string) => `${as}apt-get update && ${as}apt-get install -y --no-install-recommends ffmpeg`;

it('sudo that asks nothing installs what is missing, and the verb runs at once', () => {
  putApt('works');
  putSudo('free');
  const first = make();
  expect(first).toMatchObject({ code: 0, err: 'clipo: setting up: installing ffmpeg (once) …\n' });
  expect(first.out).toContain('apps/cli/src/main.ts make my brief');
  expect(asked()).toMatch(/^sudo true\nsudo env\napt-get update -q\nsudo env\napt-get install .*ffmpeg\n$/);
  expect(make()).toMatchObject({ code: 0, err: '' });
});

it('sudo that wants a password is not waited for: the line to type is told', () => {
  putApt('works');
  putSudo('password');
  const { code, out, err } = make();
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe(`clipo: missing: ffmpeg. Type:  ${byHand('sudo ')}\n`);
});

it('without sudo, what root is to type is told; without apt-get, what is missing', () => {
  expect(make()).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/missing: ffmpeg\. Install these with/),
  });
  putApt('works');
  expect(make().err).toMatch(`there is no sudo here. Let root type:  ${byHand('')}\n`);
});

it('an installation that fails tells its own last lines and what to type', () => {
  putApt('fails');
  putSudo('free');
  const { code, out, err } = make();
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('E: no such package');
  expect(err).toContain(`could not be installed: ffmpeg. Type:  ${byHand('sudo ')}`);
});
