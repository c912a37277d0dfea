import { ClipoError, type Codec } from '@clipo/contract';
import { runProgram } from '../ffmpeg/run.ts';
import { encoderArguments, softwareEncoders } from './encoder-arguments.ts';

/** The encoder to use. `warning` says why it is not the wanted one. */
export interface EncoderChoice {
  encoder: string;
  warning: string | null;
}

/** Smallest frame that every hardware encoder takes. */
const trial = { width: 320, height: 320, fps: 30, quality: 'final' } as const;

/**
 * Tries the wanted encoder on one grey frame; where it does not work on this machine (no such card, no driver, not in
 * this FFmpeg), the codec's software encoder takes its place and the choice says so. Left out, software without a trial.
 * Throws `invalid_input` for an encoder that does not fit the codec, `missing_program`, `cancelled`.
 */
export async function pickEncoder(codec: Codec, wanted?: string, signal?: AbortSignal): Promise<EncoderChoice> {
  const software = softwareEncoders[codec];
  if (wanted === undefined || wanted === software) {
    return { encoder: software, warning: null };
  }
  const args = encoderArguments({ ...trial, codec, encoder: wanted });
  const input = new Uint8Array((trial.width * trial.height * 3) / 2).fill(128);
  // `-f` given last holds: the trial's bytes go nowhere.
  const output = ['-f', 'null', '-'];
  try {
    await runProgram('ffmpeg', [...args, ...output], { input, ...(signal === undefined ? {} : { signal }) });
    return { encoder: wanted, warning: null };
  } catch (cause) {
    if (cause instanceof ClipoError && cause.code === 'program_failed') {
      const problem = String(cause.details.problem ?? cause.message).split('\n')[0];
      return { encoder: software, warning: `${wanted} does not work here (${problem}): ${software} takes its place` };
    }
    throw cause;
  }
}
