import { onProgramEnd } from '@clipo/engine';
import { addSpan } from './trace.ts';

/** Tells of every run of FFmpeg and ffprobe in this process, those of drawing threads included. @returns ends it */
export function watchPrograms(): () => void {
  return onProgramEnd(({ program, startMs, endMs, code, args }) => {
    const nsOf = (ms: number) => BigInt(Math.round(ms * 1e6));
    addSpan(program, {
      startNs: nsOf(startMs),
      endNs: nsOf(endMs),
      // Arguments name files of users: how many there are is told, not what they are.
      facts: { 'process.exit_code': code, 'process.arguments': args },
      problem: code === 0 ? undefined : `${program} ended with ${code}`,
    });
  });
}
