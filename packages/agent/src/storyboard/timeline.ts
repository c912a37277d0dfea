import { type CaptionLayer, type Role, readMarkup, type Speech } from '@clipo/contract';
import { meaningfulWords } from './lit-words.ts';

/** A spoken line with its place on the video's time line, in frames (half-open). */
export interface TimedLine {
  role: Role;
  section: string;
  text: string;
  source?: string;
  startFrame: number;
  frames: number;
  /** Frame at which the voice begins. */
  voiceFrame: number;
  speech: Speech;
}

/** Words of a line with their frames on the video's time line. */
export interface TimedWord {
  text: string;
  startFrame: number;
  endFrame: number;
  spaceAfter: boolean;
  /** Whether the sentence or clause ends here. */
  isClauseEnd: boolean;
}

/** The voice starts a breath after the picture. */
const leadMs = 120;

/** Frames from a line's slot to its first sound. */
export function voiceLead(fps: number): number {
  return Math.round((leadMs * fps) / 1000);
}

/**
 * Slots in frames on the video's time line, for lines that begin at `startMs`. They are rounded on the running sum of
 * the whole video, so that no rounding adds up, neither of lines nor of parts.
 */
export function slotFrames(
  lines: readonly { slotMs: number }[],
  fps: number,
  startMs: number,
): { from: number; frames: number }[] {
  let atMs = startMs;
  return lines.map(({ slotMs }) => {
    const from = Math.round((atMs * fps) / 1000);
    atMs += slotMs;
    return { from, frames: Math.round((atMs * fps) / 1000) - from };
  });
}

/** Milliseconds that lines take together. */
export function slotSum(lines: readonly { slotMs: number }[]): number {
  return lines.reduce((sum, { slotMs }) => sum + slotMs, 0);
}

/**
 * Lays lines one after another from `startMs` of the video on. `cuts` are the frames of their shots (`planCuts`): a line is on screen from its first
 * to its last; left out, for its slot. The voice stays with the slot, whatever the picture does.
 */
export function timeLines(
  lines: readonly {
    role: Role;
    section: string;
    text: string;
    source?: string | undefined;
    slotMs: number;
    speech: Speech;
  }[],
  fps: number,
  startMs: number,
  cuts?: readonly (readonly number[])[],
): TimedLine[] {
  const slots = slotFrames(lines, fps, startMs);
  return lines.map((line, index) => {
    const { from: start, frames } = slots[index] as (typeof slots)[number];
    const spoken = Math.ceil((line.speech.sampleCount * fps) / 48_000);
    const lead = Math.max(0, Math.min(voiceLead(fps), frames - spoken));
    const shown = cuts?.[index] ?? [start, start + frames];
    const startFrame = shown[0] ?? start;
    return {
      role: line.role,
      section: line.section,
      text: line.text,
      ...(line.source === undefined ? {} : { source: line.source }),
      startFrame,
      frames: (shown.at(-1) ?? start + frames) - startFrame,
      voiceFrame: start + lead,
      speech: line.speech,
    };
  });
}

const clauseEnd = /[，。！？；：、,.!?;:…—]+["”’）)]*\s*$/u;
/** Marks that captions leave out at a line's end; within it they part what must not be read as one. */
const silentMarks = /[，。；：、,.;:…—]+(?=["”’）)]*\s*$)/u;

/**
 * The words of a line as captions show them: the original spelling with its punctuation, but for the stop at its end.
 * Words that mean nothing alone are one with their neighbour, and names are one word (`meaningfulWords`).
 */
export function wordsOf(line: TimedLine, fps: number, names: readonly string[] = []): TimedWord[] {
  const { words } = line.speech;
  // Marks of pauses and stress are for the voice alone.
  const { text: shown, places } = readMarkup(line.text);
  const placeOf = (written: number) => places.findIndex((place) => place >= written);
  const timed = words.flatMap((word, index): TimedWord[] => {
    const next = words[index + 1];
    const from = index === 0 ? 0 : placeOf(word.textStart);
    const whole = shown.slice(from, next === undefined ? shown.length : placeOf(next.textStart));
    const text = (next === undefined ? whole.replace(silentMarks, '') : whole).trim();
    const startFrame = line.voiceFrame + Math.floor((word.startSample * fps) / 48_000);
    const endFrame = line.voiceFrame + Math.ceil((word.endSample * fps) / 48_000);
    return text === ''
      ? []
      : [
          {
            text,
            startFrame,
            endFrame: Math.max(endFrame, startFrame + 1),
            spaceAfter: /\s$/u.test(whole),
            isClauseEnd: next === undefined || clauseEnd.test(whole),
          },
        ];
  });
  return meaningfulWords(timed, names);
}

/** Words as a caption layer wants them: frames relative to the scene. */
export function captionWords(words: readonly TimedWord[], sceneStart: number, heldTo = 0): CaptionLayer['words'] {
  return words.map(({ text, startFrame, endFrame, spaceAfter }, index) => ({
    text,
    startFrame: startFrame - sceneStart,
    endFrame: (index === words.length - 1 ? Math.max(endFrame, heldTo) : endFrame) - sceneStart,
    spaceAfter,
  }));
}
