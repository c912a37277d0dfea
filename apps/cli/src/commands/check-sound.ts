import { ClipoError } from '@clipo/contract';
import { checkText, levelInMedia } from '@clipo/safety';
import type { Environment } from '../env.ts';
import type { PlacedFinding } from './check.ts';
import type { CheckedMedia } from './check-pictures.ts';

/** Hears what files say, as the service does that has the same settings. */
export interface Ear {
  /**
   * @returns undefined where the engine did not answer and `CLIPO_MODERATION_DOWN` lets that pass: nobody heard it
   * @throws ClipoError program_failed where a sound can't be decoded, cancelled
   */
  hear(media: CheckedMedia, signal: AbortSignal): Promise<PlacedFinding[] | undefined>;
}

/**
 * The engine that `CLIPO_ASR_URL` tells of; undefined where nobody is set to listen.
 * @throws ClipoError invalid_input naming the setting that is wrong
 */
export async function openEar({
  variable,
  variables,
}: Pick<Environment, 'variable' | 'variables'>): Promise<Ear | undefined> {
  if (variable('CLIPO_ASR_URL') === undefined) {
    return undefined;
  }
  const { openHearing } = await import('@clipo/server/hearing');
  const hearing = openHearing(variables);
  if (hearing === undefined) {
    return undefined;
  }
  return {
    async hear({ path, file }, signal) {
      try {
        return await hearing.find(
          path,
          (atMs, text) =>
            checkText(text).map(
              (finding): PlacedFinding => ({
                ...finding,
                level: levelInMedia(finding),
                rewrite: null,
                file,
                field: `sound@${atMs}`,
              }),
            ),
          ({ span: [start, end], rule, text }) => ({ start, end, thing: `${rule} ${text}` }),
          signal,
        );
      } catch (cause) {
        if (!(cause instanceof ClipoError && cause.code === 'fetch_failed')) {
          throw cause;
        }
        return hearing.whenDown === 'pass' ? undefined : [unheard(file, hearing.name, cause.message)];
      }
    },
  };
}

/** An engine that does not answer passes nothing: a person listens. */
function unheard(file: string, name: string, problem: string): PlacedFinding {
  return {
    rule: `${name}_unanswered`.toLowerCase(),
    category: 'unlawful',
    level: 'review',
    span: [0, 0],
    text: '',
    why: {
      'zh-CN': `语音识别引擎 ${name} 没有回答（${problem}）`,
      en: `${name}, which writes down what is said, did not answer (${problem})`,
    },
    suggestion: { 'zh-CN': '稍后再试，或由人工听一遍', en: 'try again later, or have a person listen' },
    rewrite: null,
    file,
    field: 'sound@0',
  };
}
