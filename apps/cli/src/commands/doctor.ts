import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism, freemem, homedir, totalmem } from 'node:os';
import { join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { credentialSupport } from '@clipo/label';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { makeFolder } from '../output/make-folder.ts';
import { runProgram } from './run.ts';

/** One thing that Clipo needs. `do` says how to get what is missing; a `note` is worth knowing and stops nothing. */
interface Finding {
  id: string;
  title: string;
  status: 'ok' | 'missing' | 'note';
  value: string;
  do?: string;
}

const leastNodeMajor = 24;
const leastDiskGiB = 2;
const leastMemoryGiB = 1.5;
const encoders = ['libx264', 'libx265', 'aac'] as const;
const ffmpegCommand = 'apt-get install ffmpeg';
const fontsCommand = 'apt-get install fonts-noto-cjk';
const emojiCommand = 'apt-get install fonts-noto-color-emoji';
/** File names of fonts that can write Chinese. */
const chineseFont = /cjk|sourcehan|pingfang|msyh|simhei|wqy|hiragino sans gb|stheiti/i;

/** Fonts that draw emoji in colour. */
const colorEmojiFont = /coloremoji|apple color emoji|seguiemj/i;

/** Adds `clipo doctor`. Exit code 1 where something is missing. */
export function addDoctor(program: Command, context: CliContext): void {
  const { say, terminal } = context;
  program
    .command('doctor')
    .description(say('help.doctor'))
    .option('--json', say('help.json'))
    .action(async (options: { json?: true }) => {
      const findings = (
        await Promise.all([
          nodeFinding(context),
          programFindings(context),
          fontFindings(context),
          homeFinding(context),
          diskFinding(context),
          machineFindings(context),
          credentialFinding(context),
        ])
      ).flat();
      const missing = findings.filter((finding) => finding.status === 'missing').length;
      if (options.json === true) {
        terminal.out(`${JSON.stringify(findings, null, 2)}\n`);
      } else {
        terminal.out(findings.map((finding) => `${lineOf(finding, context)}\n`).join(''));
        terminal.note(`${missing === 0 ? say('doctor.allGood') : say('doctor.someMissing', { count: missing })}\n`);
      }
      context.setExit(missing === 0 ? 0 : 1);
    });
}

function lineOf(finding: Finding, { say }: CliContext): string {
  const mark = { ok: '✓', missing: '✗', note: '!' }[finding.status];
  const state = { ok: 'doctor.ok', missing: 'doctor.bad', note: 'doctor.warn' } as const;
  const head = `${mark} ${finding.title}: ${finding.value === '' ? say(state[finding.status]) : finding.value}`;
  return finding.do === undefined ? head : `${head}\n    ${finding.do}`;
}

function nodeFinding({ say }: CliContext): Finding {
  const isOk = Number(process.versions.node.split('.')[0]) >= leastNodeMajor;
  return {
    id: 'node',
    title: say('doctor.node'),
    status: isOk ? 'ok' : 'missing',
    value: process.versions.node,
    ...(isOk ? {} : { do: say('doctor.node.do') }),
  };
}

async function programFindings({ say, signal }: CliContext): Promise<Finding[]> {
  const [ffmpeg, ffprobe, encoderList] = await Promise.all([
    outputOf('ffmpeg', ['-version'], signal),
    outputOf('ffprobe', ['-version'], signal),
    outputOf('ffmpeg', ['-hide_banner', '-encoders'], signal),
  ]);
  const program = (id: 'ffmpeg' | 'ffprobe', output: string | undefined): Finding => ({
    id,
    title: say(`doctor.${id}`),
    status: output === undefined ? 'missing' : 'ok',
    value: output?.split(' ')[2] ?? '',
    ...(output === undefined ? { do: say('doctor.command', { command: ffmpegCommand }) } : {}),
  });
  const names = new Set(encoderList?.split('\n').map((line) => line.trim().split(/\s+/)[1]));
  return [
    program('ffmpeg', ffmpeg),
    program('ffprobe', ffprobe),
    ...encoders.map((name): Finding => {
      const isThere = names.has(name);
      return {
        id: `encoder-${name}`,
        title: say('doctor.encoder', { name }),
        status: isThere ? 'ok' : 'missing',
        value: '',
        ...(isThere ? {} : { do: say('doctor.encoder.do', { name, command: ffmpegCommand }) }),
      };
    }),
  ];
}

/** What a program prints, or undefined where it is not there or does not work. */
async function outputOf(program: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  try {
    const { code, output } = await runProgram(program, args, { signal });
    return code === 0 ? output : undefined;
  } catch (error) {
    if (error instanceof ClipoError && error.code === 'missing_program') {
      return undefined;
    }
    throw error;
  }
}

async function fontFindings({ say }: CliContext): Promise<Finding[]> {
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(homedir(), '.fonts'),
    join(homedir(), '.local', 'share', 'fonts'),
    '/Library/Fonts',
    '/System/Library/Fonts',
    'C:\\Windows\\Fonts',
  ];
  const files = (
    await Promise.all(folders.map((folder) => readdir(folder, { recursive: true }).catch(() => [])))
  ).flat();
  const found = files.filter((file) => chineseFont.test(file));
  const [first] = found;
  const hasEmoji = files.some((file) => colorEmojiFont.test(file));
  const chinese: Finding = {
    id: 'fonts',
    title: say('doctor.fonts'),
    status: first === undefined ? 'missing' : 'ok',
    value: first === undefined ? say('doctor.fonts.none') : String(found.length),
    ...(first === undefined ? { do: say('doctor.command', { command: fontsCommand }) } : {}),
  };
  // Captions leave emoji out without it: worth knowing, and nothing that stops a video.
  const emoji: Finding = {
    id: 'emoji',
    title: say('doctor.emoji'),
    status: hasEmoji ? 'ok' : 'note',
    value: hasEmoji ? '' : say('doctor.emoji.none'),
    ...(hasEmoji ? {} : { do: say('doctor.command', { command: emojiCommand }) }),
  };
  return [chinese, emoji];
}

async function homeFinding({ say, env }: CliContext): Promise<Finding> {
  const probe = join(env.home, `.doctor-${process.pid}`);
  const isWritable = await makeFolder(env.home)
    .then(() => writeFile(probe, ''))
    .then(
      () => true,
      () => false,
    );
  await rm(probe, { force: true }).catch(() => undefined);
  return {
    id: 'home',
    title: say('doctor.home'),
    status: isWritable ? 'ok' : 'missing',
    value: env.home,
    ...(isWritable ? {} : { do: say('doctor.home.do', { folder: env.home }) }),
  };
}

async function diskFinding({ say, env, cwd }: CliContext): Promise<Finding> {
  const folder = await statfs(env.home).then(
    () => env.home,
    () => cwd,
  );
  const { bavail, bsize } = await statfs(folder);
  const free = gibibytes(bavail * bsize);
  const isEnough = free >= leastDiskGiB;
  return {
    id: 'disk',
    title: say('doctor.disk'),
    status: isEnough ? 'ok' : 'note',
    value: say('doctor.disk.value', { free, folder }),
    ...(isEnough ? {} : { do: say('doctor.disk.do') }),
  };
}

function machineFindings({ say }: CliContext): Finding[] {
  const total = gibibytes(totalmem());
  const isEnough = total >= leastMemoryGiB;
  return [
    {
      id: 'memory',
      title: say('doctor.memory'),
      status: isEnough ? 'ok' : 'note',
      value: say('doctor.memory.value', { total, free: gibibytes(freemem()) }),
      ...(isEnough ? {} : { do: say('doctor.memory.do') }),
    },
    { id: 'cores', title: say('doctor.cores'), status: 'ok', value: String(availableParallelism()) },
  ];
}

/** Content credentials are off by default, and labels need none of it: where they can't be had, that is a note. */
async function credentialFinding({ say }: CliContext): Promise<Finding> {
  const { isThere, build } = await credentialSupport();
  const how = build === null ? say('doctor.credentials.build') : say('doctor.credentials.get', { build });
  return {
    id: 'credentials',
    title: say('doctor.credentials'),
    status: isThere ? 'ok' : 'note',
    value: isThere ? '' : say('doctor.credentials.none'),
    ...(isThere ? {} : { do: how }),
  };
}

function gibibytes(bytes: number): number {
  return Math.round((bytes / 1024 ** 3) * 10) / 10;
}
