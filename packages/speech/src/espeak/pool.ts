import { ClipoError } from '@clipo/contract';
import type { ProgramRequest } from './protocol.ts';
import { type RawSpeech, startVoiceProgram, type VoiceProgram } from './run.ts';

/** A few warm voice programs. */
export interface VoicePool {
  /** Speaks as soon as a program is free. A program that dies is replaced, and its request tried once more. */
  speak(parts: ProgramRequest['parts'], signal: AbortSignal): Promise<RawSpeech>;
  /** Process ids of the programs that are alive, for tests and the doctor. */
  pids(): number[];
  close(): Promise<void>;
}

/** A text of the greatest length takes about two seconds; a program that needs this long hangs. */
const mostMs = 60_000;

/** Makes a pool of at most `size` programs; each is started when first needed (about 0.3 s) and kept. */
export function createVoicePool(size: number): VoicePool {
  const free: VoiceProgram[] = [];
  const busy = new Set<VoiceProgram>();
  const queue: (() => void)[] = [];
  let isClosed = false;

  async function take(signal: AbortSignal): Promise<VoiceProgram> {
    while (!isClosed && busy.size >= size) {
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    if (isClosed || signal.aborted) {
      queue.shift()?.();
      throw new ClipoError('cancelled', isClosed ? 'the voice engine is closed' : 'speaking was cancelled');
    }
    let program = free.pop();
    while (program !== undefined && !program.isAlive()) {
      program = free.pop();
    }
    const taken = program ?? startVoiceProgram();
    busy.add(taken);
    return taken;
  }

  async function speakOnce(parts: ProgramRequest['parts'], signal: AbortSignal): Promise<RawSpeech> {
    const program = await take(signal);
    const stop = () => void program.end();
    const timer = setTimeout(stop, mostMs);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await program.ask(parts);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      busy.delete(program);
      if (program.isAlive()) {
        free.push(program);
      }
      queue.shift()?.();
    }
  }

  return {
    async speak(parts, signal) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await speakOnce(parts, signal);
        } catch (cause) {
          if (signal.aborted || isClosed) {
            throw new ClipoError('cancelled', 'speaking was cancelled', { cause });
          }
          if (attempt === 2) {
            throw cause;
          }
        }
      }
    },
    pids: () => [...free, ...busy].flatMap((program) => (program.isAlive() ? (program.pid ?? []) : [])),
    async close() {
      isClosed = true;
      for (const wake of queue.splice(0)) {
        wake();
      }
      await Promise.all([...free, ...busy].map((program) => program.end()));
    },
  };
}
