import { type Cue, isOwnLabelCue, labelCueText, linesOf, notSubtitles, type SubtitleLabels } from './cue.ts';

const timing =
  /^\s*(\d{1,4}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-->\s*(\d{1,4}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})(?:\s|$)/;

/** The cues of SubRip lines, in the file's order. */
export function readSrtCues(lines: readonly string[]): Cue[] {
  const starts = lines.flatMap((line, index) => {
    const match = timing.exec(line);
    return match === null ? [] : [{ match, index }];
  });
  return starts.map(({ match, index }, order) => {
    const next = starts[order + 1]?.index ?? lines.length;
    const endLine = order + 1 < starts.length && isNumber(lines[next - 1]) ? next - 1 : next;
    const numbers = match.slice(1).map(Number);
    const ms = (at: number) =>
      (((numbers[at] ?? 0) * 60 + (numbers[at + 1] ?? 0)) * 60 + (numbers[at + 2] ?? 0)) * 1000 +
      (numbers[at + 3] ?? 0);
    return {
      startMs: ms(0),
      endMs: ms(4),
      text: plainText(lines.slice(index + 1, endLine)),
      firstLine: isNumber(lines[index - 1]) ? index - 1 : index,
      endLine,
    };
  });
}

/**
 * SubRip subtitles that begin with the explicit label as a cue from 0 to 2 s. All other cues keep their times and words and
 * are counted on from 2; a label that this package wrote earlier is replaced. SubRip has no place for an implicit
 * label: `label` is only taken so that all three kinds are called alike.
 * @throws ClipoError `unreadable_material` where a text that is not empty has no cue
 */
export function labelSrt(text: string, options: Pick<SubtitleLabels, 'language'> & Partial<SubtitleLabels>): string {
  const { lines, ending } = linesOf(text);
  const cues = readSrtCues(lines);
  if (cues.length === 0 && text.trim() !== '') {
    throw notSubtitles('SRT', 'no cue with a time like 00:00:01,000 --> 00:00:02,000');
  }
  const kept = cues.filter((cue, index) => index > 0 || !isOwnLabelCue(cue));
  const label = ['1', '00:00:00,000 --> 00:00:02,000', labelCueText(options.language), ''];
  const blocks = kept.flatMap((cue, index) => {
    const own = lines.slice(cue.firstLine, cue.endLine);
    const body = isNumber(own[0]) ? own.slice(1) : own;
    while (body.length > 0 && body.at(-1)?.trim() === '') {
      body.pop();
    }
    return [String(index + 2), ...body, ''];
  });
  return [...label, ...blocks].join(ending);
}

function isNumber(line: string | undefined): boolean {
  return line !== undefined && /^\s*\d{1,9}\s*$/.test(line);
}

function plainText(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/<[^<>]*>|\{\\[^{}]*\}/g, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}
