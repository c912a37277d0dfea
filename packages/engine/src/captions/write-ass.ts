import type { CaptionCue } from '@clipo/contract';
import type { CaptionOptions } from './caption-files.ts';

/**
 * Advanced SubStation Alpha. Cues with word times fill word by word (`\k`), all others show at once. Colours are
 * &HAABBGGRR: white, and amber for what is spoken. Texts come without braces: see captionFiles.
 */
export function writeAss(cues: readonly CaptionCue[], { fps, size }: CaptionOptions): string {
  const short = Math.min(size.width, size.height);
  const fontSize = Math.round(short * 0.075);
  const outline = Math.max(1, Math.round(short * 0.005));
  const side = Math.round(size.width * 0.06);
  const bottom = Math.round(size.height * 0.14);
  const style = (name: string, filled: string) =>
    `Style: ${name},Noto Sans CJK SC,${fontSize},${filled},&H00FFFFFF,&H00202020,&H80000000,-1,0,0,0,100,100,0,0,1,${outline},0,2,${side},${side},${bottom},1`;
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${size.width}`,
    `PlayResY: ${size.height}`,
    'WrapStyle: 0',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: TV.709',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    style('Caption', '&H00FFFFFF'),
    style('Spoken', '&H0033C7FF'),
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...cues.map((cue) => {
      const spoken = karaoke(cue, fps);
      const [from, to] = [clock(centiseconds(cue.startFrame, fps)), clock(centiseconds(cue.endFrame, fps))];
      return `Dialogue: 0,${from},${to},${spoken === null ? 'Caption' : 'Spoken'},,0,0,0,,${spoken ?? broken(cue.text)}`;
    }),
    '',
  ].join('\n');
}

/**
 * The text with a `\k` before every word: it lasts until the next one begins, and what stands between two words belongs
 * to the first. Null where there are no words or they are not the text's own.
 */
function karaoke(cue: CaptionCue, fps: number): string | null {
  const places = placesOf(cue);
  const [first] = cue.words;
  if (places === null || first === undefined) {
    return null;
  }
  const start = centiseconds(cue.startFrame, fps);
  // From whole times, not from lengths: rounding never adds up.
  let at = Math.max(start, centiseconds(first.startFrame, fps));
  const pause = at > start ? `{\\k${at - start}}` : '';
  const parts = cue.words.map((word, index) => {
    const until = Math.max(at, centiseconds(cue.words[index + 1]?.startFrame ?? word.endFrame, fps));
    const part = `{\\k${until - at}}${broken(cue.text.slice(places[index], places[index + 1]))}`;
    at = until;
    return part;
  });
  return pause + broken(cue.text.slice(0, places[0])) + parts.join('');
}

/** Where each word begins in the text, with the text's end behind the last; null where a word is not found. */
function placesOf({ text, words }: CaptionCue): number[] | null {
  const places: number[] = [];
  let from = 0;
  for (const word of words) {
    const place = text.indexOf(word.text, from);
    if (word.text === '' || place < 0) {
      return null;
    }
    places.push(place);
    from = place + word.text.length;
  }
  return [...places, text.length];
}

function broken(text: string): string {
  return text.replaceAll('\n', '\\N');
}

function centiseconds(frame: number, fps: number): number {
  return Math.round((frame * 100) / fps);
}

function clock(total: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(total / 360_000), Math.floor(total / 6_000) % 60];
  return `${hours}:${pad(minutes)}:${pad(Math.floor(total / 100) % 60)}.${pad(total % 100)}`;
}
