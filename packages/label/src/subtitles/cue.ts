import type { ImplicitLabel, Language } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { isConformingWording, labelWording } from '../explicit-label.ts';

/** How long the opening label stands: GB 45438-2025 §5.4 asks for two seconds at least. */
const labelCueMs = 2000;

/** What subtitles are labelled with: the explicit words by language, the implicit label. */
export interface SubtitleLabels {
  language: Language;
  label: ImplicitLabel;
}

/** A subtitle's time and words, and the lines of the file that it takes up (half-open). */
export interface Cue {
  startMs: number;
  endMs: number;
  /** Words without mark-up, lines joined by a space. */
  text: string;
  firstLine: number;
  endLine: number;
}

/** The words of the label cue. */
export function labelCueText(language: Language): string {
  return labelWording[language];
}

/** The opening label as a reader sees it: a cue that starts at 0, stays two seconds and has conforming words. */
export function explicitCueOf(cues: readonly Cue[]): string | undefined {
  const opening = cues.find((cue) => cue.startMs === 0 && cue.endMs >= labelCueMs && isConformingWording(cue.text));
  return opening?.text;
}

/** Whether a cue is a label that this package wrote, and so may be replaced. Nobody's own words are ever taken. */
export function isOwnLabelCue(cue: Cue): boolean {
  return cue.startMs === 0 && Object.values(labelWording).includes(cue.text);
}

/** The lines of a text file without byte order mark, and the line ending that it uses. */
export function linesOf(text: string): { lines: string[]; ending: string } {
  const plain = text.replace(/^\uFEFF/, '');
  return { lines: plain.split(/\r\n|\r|\n/), ending: plain.includes('\r\n') ? '\r\n' : '\n' };
}

/** The error for a text that is not of the kind it should be. */
export function notSubtitles(kind: string, complaint: string): ClipoError {
  return new ClipoError('unreadable_material', `not ${kind} subtitles: ${complaint}`, {
    details: { file: '(text)', problem: `not ${kind} subtitles: ${complaint}` },
  });
}
