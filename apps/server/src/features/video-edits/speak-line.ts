import { respokenLine } from '@clipo/agent';
import { type Brief, ClipoError, type Respoken, type StoryboardEdits, textIn } from '@clipo/contract';
import { check } from '../../check/check.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { selectDictionary } from '../dictionary/queries.ts';
import type { OpenEdit } from './open-edit.ts';

/**
 * Says a line of a video anew, in the video's own voice or another one.
 * @throws ClipoError content_rejected, invalid_input for an unknown voice, voice_failed
 */
export async function speakLine(
  { db, speech }: Pick<Deps, 'db' | 'speech'>,
  { video, row, base }: Pick<OpenEdit, 'video' | 'row' | 'base'>,
  brief: Brief,
  wish: { lineId: string; text: string; voice: string | undefined },
  signal: AbortSignal,
): Promise<Respoken> {
  const line = base.lines.find(({ id }) => id === wish.lineId);
  if (line === undefined) {
    const problem = 'is no line of this video';
    throw new ClipoError('invalid_input', `line: ${problem}`, { details: { field: 'line', problem } });
  }
  const content = { kind: 'document', document: { line: wish.text } } as const;
  assertAllowed(content, check(content));
  const { language, fps } = base.storyboard;
  const voice = wish.voice ?? voiceOf(brief, row.base.presenter?.voice, video);
  // As the team wants words said now: who hears one said wrong mends the dictionary, then the line.
  const dictionary = (await db.asTeam(video.teamId, (tx) => selectDictionary(tx, video.teamId)))?.data;
  const spoken = await speech.speak({ text: wish.text, language, voice, rate: 1, dictionary }, signal);
  const names = brief.brand === undefined ? [] : [textIn(brief.brand.name, language).text];
  return respokenLine(line, wish.text, spoken, { language, fps, names });
}

/** Who speaks the video. What was recorded can't be said anew: there the language's usual voice stands in. */
function voiceOf(
  { voice }: Brief,
  ofPresenter: string | undefined,
  { document }: Pick<OpenEdit['video'], 'document'>,
): string {
  if (ofPresenter !== undefined && ofPresenter !== 'recording') {
    return ofPresenter;
  }
  if (typeof voice === 'string') {
    return voice;
  }
  const choice = Number(/^V(\d+)$/.exec(document.axes.voice ?? '')?.[1] ?? 1);
  return Array.isArray(voice) ? (voice[choice - 1] ?? 'default') : 'default';
}

/** Says all lines that edits change: those with other words, or all of them where another voice speaks. */
export async function speakEdits(
  deps: Pick<Deps, 'db' | 'speech'>,
  opened: Pick<OpenEdit, 'video' | 'row' | 'base'>,
  brief: Brief,
  edits: StoryboardEdits,
  signal: AbortSignal,
): Promise<Map<string, Respoken>> {
  const spoken = new Map<string, Respoken>();
  for (const { id, text } of opened.base.lines) {
    const changed = edits.lines[id];
    if (changed !== undefined || edits.voice !== undefined) {
      const wish = { lineId: id, text: changed ?? text, voice: edits.voice };
      spoken.set(id, await speakLine(deps, opened, brief, wish, signal));
    }
  }
  return spoken;
}
