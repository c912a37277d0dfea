import type { CaptionCue, CaptionLayer, Role, Speech } from '@clipo/contract';

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

/** Slots in frames from their part's beginning. They are rounded on the running sum, so that no rounding adds up. */
export function slotFrames(lines: readonly { slotMs: number }[], fps: number): { from: number; frames: number }[] {
  let atMs = 0;
  return lines.map(({ slotMs }) => {
    const from = Math.round((atMs * fps) / 1000);
    atMs += slotMs;
    return { from, frames: Math.round((atMs * fps) / 1000) - from };
  });
}

/**
 * Lays lines one after another. `cuts` are the frames of their shots (`planCuts`): a line is on screen from its first
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
  partStart: number,
  cuts?: readonly (readonly number[])[],
): TimedLine[] {
  const slots = slotFrames(lines, fps);
  return lines.map((line, index) => {
    const { from, frames } = slots[index] as (typeof slots)[number];
    const start = partStart + from;
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
/** Marks that captions leave out; question and exclamation marks carry meaning and stay. */
const silentMarks = /[，。；：、,.;:…—]+(?=["”’）)]*\s*$)/u;

/** The words of a line as captions show them: the original spelling, light punctuation left out. */
export function wordsOf(line: TimedLine, fps: number): TimedWord[] {
  const { words } = line.speech;
  return words.flatMap((word, index) => {
    const next = words[index + 1];
    const from = index === 0 ? 0 : word.textStart;
    const whole = line.text.slice(from, next?.textStart ?? line.text.length);
    const text = whole.replace(silentMarks, '').trim();
    const startFrame = line.voiceFrame + Math.floor((word.startSample * fps) / 48_000);
    const endFrame = line.voiceFrame + Math.ceil((word.endSample * fps) / 48_000);
    return text === ''
      ? []
      : [
          {
            text,
            startFrame,
            endFrame: Math.max(endFrame, startFrame + 1),
            spaceAfter: /\s$/u.test(whole) || isLatinPair(whole, next?.text),
            isClauseEnd: next === undefined || clauseEnd.test(whole),
          },
        ];
  });
}

/** Clauses that a dropped comma divided still need air between them. */
function isLatinPair(whole: string, next: string | undefined): boolean {
  return clauseEnd.test(whole) && next !== undefined;
}

/** Words as a caption layer wants them: frames relative to the scene. */
export function captionWords(words: readonly TimedWord[], sceneStart: number): CaptionLayer['words'] {
  return words.map(({ text, startFrame, endFrame, spaceAfter }) => ({
    text,
    startFrame: startFrame - sceneStart,
    endFrame: endFrame - sceneStart,
    spaceAfter,
  }));
}

/** Letters of one subtitle at most: what a viewer reads at a glance. */
const mostLetters = { 'zh-CN': 18, en: 42 } as const;

/** Subtitles for files: clauses joined as long as they stay short; each ends with its last word. */
export function cuesOf(words: readonly TimedWord[], language: 'zh-CN' | 'en'): CaptionCue[] {
  const groups: TimedWord[][] = [];
  let open: TimedWord[] = [];
  for (const word of words) {
    const clauseText = textOf([...open, word]);
    if (open.length > 0 && clauseText.length > mostLetters[language]) {
      groups.push(open);
      open = [];
    }
    open.push(word);
    if (word.isClauseEnd && textOf(open).length >= mostLetters[language] / 2) {
      groups.push(open);
      open = [];
    }
  }
  if (open.length > 0) {
    groups.push(open);
  }
  return groups.map((group) => ({
    text: textOf(group),
    startFrame: group[0]?.startFrame ?? 0,
    endFrame: Math.max((group[0]?.startFrame ?? 0) + 1, group.at(-1)?.endFrame ?? 1),
    words: group.map(({ text, startFrame, endFrame }) => ({ text, startFrame, endFrame })),
  }));
}

function textOf(words: readonly TimedWord[]): string {
  return words.map((word, index) => word.text + (word.spaceAfter && index < words.length - 1 ? ' ' : '')).join('');
}
