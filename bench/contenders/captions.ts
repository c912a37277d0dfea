import { job, words } from '../reference/material.ts';

/** A caption as contenders draw it: the words of a page, one of them lit, half-open frames of the whole video. */
export interface CaptionState {
  page: string[];
  lit: number;
  startFrame: number;
  endFrame: number;
}

/** What fits on one line of the job's captions. */
const wordsOnPage = 4;

/** All states in order, one a word: pages end with their scene. */
export const captionStates: CaptionState[] = Array.from({ length: job.scenes }, (_, scene) => {
  const start = scene * job.sceneFrames;
  const spoken = words.filter((word) => word.startFrame >= start && word.startFrame < start + job.sceneFrames);
  return spoken.map((word, index): CaptionState => {
    const first = index - (index % wordsOnPage);
    return {
      page: spoken.slice(first, first + wordsOnPage).map((other) => other.text),
      lit: index - first,
      startFrame: word.startFrame,
      endFrame: word.endFrame,
    };
  });
}).flat();

/** The states as an ASS script for libass, with the colours, size and place of the job's captions. */
export function captionScript(): string {
  // libass counts the line height of the font as its size; of Noto Sans CJK it is 1.448 of the letters.
  const size = Math.round(job.width * 0.07 * 1.448);
  const stamp = (frame: number) => {
    const hundredths = Math.round((frame * 100) / job.fps);
    const seconds = Math.floor(hundredths / 100);
    const two = (value: number) => String(value).padStart(2, '0');
    return `0:${two(Math.floor(seconds / 60))}:${two(seconds % 60)}.${two(hundredths % 100)}`;
  };
  const lines = captionStates.map((state) => {
    const text = state.page.map((word, index) => (index === state.lit ? `{\\c&H31B2F2&}${word}{\\c&HFFFFFF&}` : word));
    return `Dialogue: 0,${stamp(state.startFrame)},${stamp(state.endFrame)},C,,0,0,0,,${text.join('')}`;
  });
  return [
    '[Script Info]',
    `PlayResX: ${job.width}`,
    `PlayResY: ${job.height}`,
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, Bold, BorderStyle, Outline, Alignment, MarginV',
    `Style: C,Noto Sans CJK SC,${size},&H00FFFFFF,&H00000000,1,1,6,2,${Math.round(job.height * 0.28)}`,
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...lines,
    '',
  ].join('\n');
}
