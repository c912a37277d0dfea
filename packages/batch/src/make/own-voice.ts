import { recordedParts, type SpokenPart } from '@clipo/agent';
import { ClipoError, InputProblems, type OwnVoice, type PreparedMaterial } from '@clipo/contract';
import { decodeVoice } from '@clipo/engine';
import { inputFault } from '@clipo/messages';
import { type OffScript, takeRecording } from '@clipo/speech';
import type { MakeInput } from './types.ts';

/** The recording that a brief brings as its narration, if any. */
export function ownVoiceOf({ voice }: MakeInput['brief']): OwnVoice | undefined {
  return typeof voice === 'string' || Array.isArray(voice) ? undefined : voice;
}

/**
 * A recording says what it says, once, in one language: whatever else the brief wants of the words can't be had, and is
 * told before any work.
 * @throws InputProblems
 */
export function checkOwnVoice({ brief, products }: MakeInput): void {
  const voice = ownVoiceOf(brief);
  if (voice === undefined) {
    return;
  }
  const text = folded(voice.text);
  const problems = [
    ...(brief.languages.length > 1 ? [inputFault('languages', 'rule.recording_language')] : []),
    ...(products.length > 1 ? [inputFault('voice', 'rule.recording_product')] : []),
    ...(brief.count > 1 ? [inputFault('count', 'rule.recording_count')] : []),
    ...(['hook', 'body', 'cta'] as const).flatMap((axis) =>
      (brief.axes?.[axis] ?? 1) > 1 ? [inputFault(`axes.${axis}`, 'rule.recording_axis')] : [],
    ),
    ...(brief.model === undefined ? [] : [inputFault('model', 'rule.recording_model')]),
    ...brief.mustSay.flatMap((phrase, index) => {
      const forms =
        typeof phrase === 'string' ? [phrase] : brief.languages.flatMap((language) => phrase[language] ?? []);
      return forms.every((form) => text.includes(folded(form)))
        ? []
        : [inputFault(`mustSay[${index}]`, 'rule.recording_must_say', { phrase: forms.join(', ') })];
    }),
    ...brief.mustNotSay.flatMap((phrase, index) =>
      text.includes(folded(phrase))
        ? [inputFault(`mustNotSay[${index}]`, 'rule.recording_must_not_say', { phrase })]
        : [],
    ),
  ];
  if (problems.length > 0) {
    throw new InputProblems(problems);
  }
}

/**
 * The parts of the one creative that a recording makes: its sentences, cut out of it and timed; and where the recording
 * and its text part, as warnings.
 * @throws ClipoError `unreadable_material`, `invalid_input` (voice.text, durationSeconds), `cancelled`
 */
export async function recordingParts(
  input: MakeInput,
  material: PreparedMaterial | undefined,
  deps: { cacheDir: string; signal: AbortSignal },
): Promise<{ parts: SpokenPart[]; warnings: string[] }> {
  const { brief, products } = input;
  const voice = ownVoiceOf(brief);
  const [language] = brief.languages;
  const [entry] = products;
  if (voice === undefined || material === undefined || language === undefined || entry === undefined) {
    throw new ClipoError('internal', 'no recording was prepared');
  }
  const samples = await decodeVoice(material.path, deps.signal);
  const recording = {
    id: material.id,
    file: voice.file,
    samples,
    text: voice.text,
    language,
    licence: voice.rights?.licence ?? "the user's own recording",
  };
  const { lines, offScript } = await takeRecording(recording, deps.cacheDir, deps.signal);
  const { durationSeconds, fps } = brief;
  return {
    parts: recordedParts(lines, { durationSeconds, fps, language, product: entry.product }),
    warnings: offScript.map((off) => offScriptWarning(voice.file, off)),
  };
}

function offScriptWarning(file: string, off: OffScript): string {
  return off.kind === 'skipped'
    ? `${file} leaves out "${off.text}" of voice.text at ${timeCode(off.atMs)}: record it anew, or take the words out of the text`
    : `${file} says something from ${timeCode(off.startMs)} to ${timeCode(off.endMs)} that voice.text does not hold: add the words to the text, or record it anew`;
}

/** `1:07.3`, as players show places. */
function timeCode(ms: number): string {
  const tenths = Math.round(ms / 100);
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}

/** As texts are compared elsewhere: width, case and space make no difference. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}
