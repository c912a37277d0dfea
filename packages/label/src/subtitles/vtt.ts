import { ClipoError } from '@clipo/contract/errors';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { labelJson } from '../implicit-label.ts';
import { type Cue, isOwnLabelCue, labelCueText, linesOf, notSubtitles, type SubtitleLabels } from './cue.ts';

const timing = /^\s*(?:(\d{1,6}):)?(\d{2}):(\d{2})\.(\d{3})\s*-->\s*(?:(\d{1,6}):)?(\d{2}):(\d{2})\.(\d{3})(?:\s|$)/;

/** A run of lines between blank ones (half-open). */
interface Block {
  firstLine: number;
  endLine: number;
}

/** The cues of WebVTT lines, in the file's order. */
export function readVttCues(lines: readonly string[]): Cue[] {
  return blocksOf(lines).flatMap(({ firstLine, endLine }) => {
    const at = [firstLine, firstLine + 1].find((line) => line < endLine && timing.test(lines[line] ?? ''));
    const match = at === undefined ? null : timing.exec(lines[at] ?? '');
    if (at === undefined || match === null) {
      return [];
    }
    const numbers = match.slice(1).map((part) => Number(part ?? 0));
    const ms = (from: number) =>
      (((numbers[from] ?? 0) * 60 + (numbers[from + 1] ?? 0)) * 60 + (numbers[from + 2] ?? 0)) * 1000 +
      (numbers[from + 3] ?? 0);
    const text = lines
      .slice(at + 1, endLine)
      .map((line) => line.replace(/<[^<>]*>/g, '').trim())
      .join(' ');
    return [{ startMs: ms(0), endMs: ms(4), text, firstLine, endLine }];
  });
}

/** The labels in the notes of WebVTT lines. */
export function readVttLabels(lines: readonly string[]): FoundLabel[] {
  return blocksOf(lines).flatMap(({ firstLine, endLine }) => {
    const json = noteJson(lines.slice(firstLine, endLine));
    return json === undefined ? [] : [foundLabel('subtitle-note', `NOTE at line ${firstLine + 1}`, json)];
  });
}

/**
 * WebVTT subtitles with both labels: the implicit one as a note (`NOTE AIGC {…}`) after the header, the explicit one as the
 * first cue from 0 to 2 s. Styles, regions and all other cues stay as they are; labels of earlier runs are replaced.
 * @throws ClipoError `unreadable_material` where the text does not begin with WEBVTT, `invalid_input` for a label that a
 *   note can't hold (it holds `-->`)
 */
export function labelVtt(text: string, options: SubtitleLabels): string {
  const json = labelJson(options.label);
  if (json.includes('-->')) {
    throw new ClipoError('invalid_input', 'label: must not hold "-->" in WebVTT', {
      details: { field: 'label', problem: 'must not hold "-->" in WebVTT' },
    });
  }
  const { lines, ending } = linesOf(text);
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) {
    throw notSubtitles('VTT', 'the first line is not WEBVTT');
  }
  const cues = readVttCues(lines);
  const blocks = blocksOf(lines);
  const [header, ...rest] = blocks.map((block) => lines.slice(block.firstLine, block.endLine));
  const firstCue = cues[0];
  const cueLines = new Set(cues.map((cue) => cue.firstLine));
  const kept = rest
    .map((own, index) => ({ own, firstLine: blocks[index + 1]?.firstLine ?? 0 }))
    .filter(
      ({ own, firstLine }) =>
        noteJson(own) === undefined &&
        !(firstCue !== undefined && firstLine === firstCue.firstLine && isOwnLabelCue(firstCue)),
    );
  // Styles and regions must stand before the first cue, so the label's cue comes right before the others.
  const cueIndex = kept.findIndex(({ firstLine }) => cueLines.has(firstLine));
  const before = cueIndex < 0 ? kept : kept.slice(0, cueIndex);
  const after = cueIndex < 0 ? [] : kept.slice(cueIndex);
  const labelCue = ['00:00:00.000 --> 00:00:02.000', labelCueText(options.language)];
  return [
    header ?? ['WEBVTT'],
    [`NOTE AIGC ${json}`],
    ...before.map(({ own }) => own),
    labelCue,
    ...after.map(({ own }) => own),
  ]
    .map((block) => [...block, ''].join(ending))
    .join(ending);
}

/** The JSON of a note that holds a label; undefined for any other block. */
function noteJson(block: readonly string[]): string | undefined {
  const text = block.join('\n');
  if (!/^NOTE(?:\s|$)/.test(text) || !text.includes('AIGC')) {
    return undefined;
  }
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  return start < 0 || end < start ? undefined : text.slice(start, end + 1);
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let firstLine = -1;
  for (let index = 0; index <= lines.length; index += 1) {
    const isBlank = (lines[index] ?? '').trim() === '';
    if (!isBlank && firstLine < 0) {
      firstLine = index;
    } else if (isBlank && firstLine >= 0) {
      blocks.push({ firstLine, endLine: index });
      firstLine = -1;
    }
  }
  return blocks;
}
