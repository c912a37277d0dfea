import { type CaptionCue, ClipoError, type Size } from '@clipo/contract';
import { writeAss } from './write-ass.ts';

/** What the writers need to know besides the cues. */
export interface CaptionOptions {
  fps: number;
  /** The video's frame: ASS places its text in it. */
  size: Size;
}

/** The texts of the three subtitle files, UTF-8 with LF, without label (that is added by @clipo/label). */
export interface CaptionFiles {
  srt: string;
  vtt: string;
  ass: string;
}

/** Writes SRT, WebVTT and ASS from one list of cues. Throws `internal` for a cue that does not end after its start. */
export function captionFiles(cues: readonly CaptionCue[], options: CaptionOptions): CaptionFiles {
  const ordered = cues
    .map((cue) => ({ ...cue, text: tidy(cue.text) }))
    .filter((cue) => cue.text !== '')
    .sort((a, b) => a.startFrame - b.startFrame)
    .map(beforeNext);
  for (const { text, startFrame, endFrame } of ordered) {
    if (endFrame <= startFrame) {
      throw new ClipoError('internal', `caption "${text}" ends at frame ${endFrame}, not after ${startFrame}`);
    }
  }
  return {
    srt: writeSrt(ordered, options.fps),
    vtt: writeVtt(ordered, options.fps),
    ass: writeAss(ordered, options),
  };
}

/** A cue that lasts into the next one ends where that begins: players would show both, or the first for too short. */
function beforeNext(cue: CaptionCue, index: number, all: readonly CaptionCue[]): CaptionCue {
  const next = all[index + 1]?.startFrame ?? cue.endFrame;
  const endFrame = next > cue.startFrame ? Math.min(cue.endFrame, next) : cue.endFrame;
  return { ...cue, endFrame };
}

/**
 * What no format can say safely. A blank line ends a cue. `\n`, `\N` and `\h` break lines in ASS and in players that turn
 * SRT and WebVTT into ASS (FFmpeg's, mpv): a word joiner, which has no width, parts them. Braces hide what they hold
 * there, and no escape is known to all players: full-width braces read the same.
 */
function tidy(text: string): string {
  return text
    .replaceAll('{', '｛')
    .replaceAll('}', '｝')
    .replace(/\\(?=[nNh])/g, '\\\u2060')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function writeSrt(cues: readonly CaptionCue[], fps: number): string {
  return cues
    .map(({ text, startFrame, endFrame }, index) => {
      const [from, to] = [clock(startFrame, fps, ','), clock(endFrame, fps, ',')];
      return `${index + 1}\n${from} --> ${to}\n${withoutTags(text)}\n`;
    })
    .join('\n');
}

/** SRT has no escapes: what players would take for a tag gets the full-width sign, which reads the same. */
function withoutTags(text: string): string {
  return text.replace(/<(?=[a-z/!])/gi, '＜').replaceAll('-->', '→');
}

function writeVtt(cues: readonly CaptionCue[], fps: number): string {
  const blocks = cues.map(({ text, startFrame, endFrame }) => {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return `${clock(startFrame, fps, '.')} --> ${clock(endFrame, fps, '.')}\n${escaped}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

/** `01:02:03.456`, to the nearest millisecond. */
function clock(frame: number, fps: number, point: ',' | '.'): string {
  const total = Math.round((frame * 1000) / fps);
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
  const [hours, minutes] = [Math.floor(total / 3_600_000), Math.floor(total / 60_000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(Math.floor(total / 1000) % 60, 2)}${point}${pad(total % 1000, 3)}`;
}
