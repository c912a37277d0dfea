import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ClipoError } from '@clipo/contract';
import { createFrameReader, type ProgramRequest, type SpokenAudio } from './protocol.ts';

/** What the program made of a request: mono 16-bit samples and, part by part, when what was said. */
export interface RawSpeech {
  samples: Int16Array;
  sampleRate: number;
  parts: SpokenAudio[];
}

/** A started voice program. It does one request at a time. */
export interface VoiceProgram {
  pid: number | undefined;
  isAlive(): boolean;
  /** Speaks; rejects with `program_failed` when the program can't or dies. */
  ask(parts: ProgramRequest['parts']): Promise<RawSpeech>;
  /** Ends it at once and resolves when it is gone. */
  end(): Promise<void>;
}

const programFile = fileURLToPath(new URL('./child.ts', import.meta.url));
const running = new Set<ChildProcess>();
// The program also ends by itself with its input; this only makes it sooner.
process.on('exit', () => {
  for (const child of running) {
    child.kill('SIGKILL');
  }
});

/** Starts the voice program; the only place that does. An idle one does not keep this process alive. */
export function startVoiceProgram(): VoiceProgram {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', programFile], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Nothing of this process's settings or secrets is its business.
    env: {},
  });
  running.add(child);
  let nextId = 1;
  let waiting: { id: number; resolve(speech: RawSpeech): void; reject(error: unknown): void } | undefined;
  let complaints = '';
  let isAlive = true;
  const settle = () => {
    const settled = waiting;
    waiting = undefined;
    hold(child, false);
    return settled;
  };
  const gone = new Promise<void>((resolve) => {
    const onGone = (problem: string, cause?: unknown) => {
      isAlive = false;
      running.delete(child);
      settle()?.reject(failure(problem, cause));
      resolve();
    };
    child.once('error', (cause) => onGone(cause.message, cause));
    child.once('close', (code, killedBy) => onGone(complaints.trim() || `ended with ${code ?? killedBy}`));
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaints = (complaints + chunk).slice(-16_384);
  });
  // EPIPE arrives here when the program died; its end is told by `close`.
  child.stdin.on('error', () => undefined);
  child.stdout.on(
    'data',
    createFrameReader((head, samples) => {
      if (head.id !== waiting?.id) {
        return;
      }
      if ('problem' in head) {
        // It ends itself after a problem; nobody may ask it meanwhile.
        isAlive = false;
        settle()?.reject(failure(head.problem));
        return;
      }
      const { sampleRate, parts } = head;
      settle()?.resolve({
        samples: new Int16Array(samples.buffer, samples.byteOffset, samples.length / 2).slice(),
        sampleRate,
        parts,
      });
    }),
  );
  hold(child, false);
  return {
    pid: child.pid,
    isAlive: () => isAlive,
    ask: (parts) =>
      new Promise((resolve, reject) => {
        if (!isAlive || waiting !== undefined) {
          reject(failure(isAlive ? 'is busy' : 'has ended'));
          return;
        }
        const request: ProgramRequest = { id: nextId, parts };
        waiting = { id: nextId, resolve, reject };
        nextId += 1;
        hold(child, true);
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    end: () => {
      isAlive = false;
      // An idle program's end would not be waited for.
      hold(child, true);
      child.kill('SIGKILL');
      return gone;
    },
  };
}

function failure(problem: string, cause?: unknown): ClipoError {
  return new ClipoError('program_failed', `the voice program: ${problem}`, {
    details: { program: 'voice', problem },
    cause,
  });
}

/** While it works it keeps this process alive; idle it must not, so that who forgets `close` still ends. */
function hold(child: ChildProcess, isHeld: boolean): void {
  const handles = [child, child.stdin, child.stdout, child.stderr];
  for (const handle of handles) {
    if (handle !== null && (handle === child || handle instanceof Socket)) {
      const held = handle as { ref(): unknown; unref(): unknown };
      if (isHeld) {
        held.ref();
      } else {
        held.unref();
      }
    }
  }
}
