import { type ChildProcess, fork, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ClipoError } from '@clipo/contract';

/** What the program is asked for: a model's configuration as sherpa-onnx takes it, and what to say. */
export interface SherpaRequest {
  id: number;
  config: object;
  text: string;
  speaker: number;
  speed: number;
}

/** What it answers. */
export type SherpaAnswer = { id: number; samples: Float32Array; sampleRate: number } | { id: number; problem: string };

const programFile = fileURLToPath(new URL('./child.ts', import.meta.url));

/** A started program that keeps a model in memory. It does one request at a time. */
export interface SherpaProgram {
  isAlive(): boolean;
  ask(request: Omit<SherpaRequest, 'id'>, signal: AbortSignal): Promise<{ samples: Float32Array; sampleRate: number }>;
  end(): void;
}

/** Starts the program that loads weights: what they do to memory, or a crash of theirs, stays with it. */
export function startSherpa(): SherpaProgram {
  const child: ChildProcess = fork(programFile, {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Nothing of this process's settings or secrets is its business.
    env: {},
  });
  let complaints = '';
  let isAlive = true;
  let nextId = 1;
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaints = (complaints + chunk).slice(-2_000);
  });
  child.once('close', () => {
    isAlive = false;
  });
  child.unref();
  child.channel?.unref();
  return {
    isAlive: () => isAlive,
    end: () => void child.kill('SIGKILL'),
    ask: (request, signal) =>
      new Promise((resolve, reject) => {
        const id = nextId;
        nextId += 1;
        const finish = (act: () => void) => {
          child.off('message', onMessage);
          child.off('close', onClose);
          signal.removeEventListener('abort', onAbort);
          child.channel?.unref();
          act();
        };
        const onMessage = (answer: SherpaAnswer) => {
          if (answer.id === id) {
            finish(() => ('problem' in answer ? reject(new Error(answer.problem)) : resolve(answer)));
          }
        };
        const onClose = (code: number | null) =>
          finish(() => reject(new Error(lastLine(complaints) ?? `ended with ${code ?? 'a signal'}`)));
        const onAbort = () => {
          child.kill('SIGKILL');
          finish(() => reject(new ClipoError('cancelled', 'speaking was cancelled')));
        };
        child.on('message', onMessage);
        child.once('close', onClose);
        signal.addEventListener('abort', onAbort, { once: true });
        child.channel?.ref();
        child.send({ id, ...request } satisfies SherpaRequest, (error) => {
          if (error !== null) {
            onClose(null);
          }
        });
      }),
  };
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.slice(0, 300) || undefined;
}

/** Unpacks a `.tar.bz2` into a folder. @throws ClipoError missing_program, program_failed */
export async function unpack(archive: string, folder: string, signal: AbortSignal): Promise<void> {
  const args = ['--extract', '--bzip2', '--no-same-owner', '--no-same-permissions', '--file', archive, '-C', folder];
  await new Promise<void>((resolve, reject) => {
    const child = spawn('tar', args, { stdio: ['ignore', 'ignore', 'pipe'], signal, env: { PATH: process.env.PATH } });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaints = (complaints + chunk).slice(-2_000);
    });
    child.once('error', (cause) =>
      reject(
        signal.aborted
          ? new ClipoError('cancelled', 'unpacking was cancelled', { cause })
          : new ClipoError('missing_program', 'tar is not installed', {
              details: { program: 'tar', command: 'apt-get install tar bzip2' },
              cause,
            }),
      ),
    );
    child.once('close', (code) => {
      const problem = lastLine(complaints) ?? `ended with ${code}`;
      if (code === 0) {
        resolve();
      } else if (/bzip2.*(?:not found|No such file|Cannot exec)/i.test(complaints)) {
        reject(
          new ClipoError('missing_program', 'bzip2 is not installed', {
            details: { program: 'bzip2', command: 'apt-get install bzip2' },
          }),
        );
      } else {
        reject(new ClipoError('program_failed', `tar: ${problem}`, { details: { program: 'tar', problem } }));
      }
    });
  });
}
