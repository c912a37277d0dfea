import type { Language } from '@clipo/contract';
import { explicitLabel } from '../explicit-label.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { labelJson } from '../implicit-label.ts';
import { type Cue, labelCueText, linesOf, notSubtitles, type SubtitleLabels } from './cue.ts';

/** Name (actor) of the event that this package writes, by which it knows it again. */
const labelActor = 'AIGC';

/** The format has ten fields. Every event is looked up in them, so their number is bounded. */
const mostFields = 40;

/** The parts of an ASS file that matter here, by line number. */
interface AssFile {
  scriptInfoLine: number | undefined;
  /** The Format line of [Events] and its fields in lower case. */
  formatLine: number | undefined;
  fields: string[];
  playRes: { width: number; height: number };
  firstStyle: string | undefined;
  labelLines: number[];
  ownEventLines: number[];
  cues: Cue[];
}

/** The events of ASS lines, sorted by nothing: the file's order. */
export function readAssCues(lines: readonly string[]): Cue[] {
  return readAss(lines).cues;
}

/** The labels in the [Script Info] of ASS lines, as an entry (`AIGC: {…}`) or a comment (`; AIGC: {…}`). */
export function readAssLabels(lines: readonly string[]): FoundLabel[] {
  return readAss(lines).labelLines.map((index) =>
    foundLabel('subtitle-note', `[Script Info] at line ${index + 1}`, jsonOfLine(lines[index] ?? '') ?? ''),
  );
}

/**
 * ASS subtitles with both labels: the implicit one as the entry `AIGC` of [Script Info], which editors keep, the explicit
 * one as an event from 0 to 2 s, above all others, at the place and in the size of `explicitLabel` for the script's
 * PlayRes. All other lines stay as they are; labels of earlier runs are replaced.
 * @throws ClipoError `unreadable_material` where [Script Info] or the Format line of [Events] is missing
 */
export function labelAss(text: string, options: SubtitleLabels): string {
  const json = labelJson(options.label);
  const { lines, ending } = linesOf(text);
  const file = readAss(lines);
  const { scriptInfoLine, formatLine } = file;
  if (scriptInfoLine === undefined) {
    throw notSubtitles('ASS', 'no [Script Info] section');
  }
  if (formatLine === undefined || file.fields.at(-1) !== 'text') {
    throw notSubtitles('ASS', 'no [Events] section with a Format line that ends with Text');
  }
  const dropped = new Set([...file.labelLines, ...file.ownEventLines]);
  return lines
    .flatMap((line, index) => {
      if (dropped.has(index)) {
        return [];
      }
      if (index === scriptInfoLine) {
        return [line, `AIGC: ${json}`];
      }
      return index === formatLine ? [line, labelEvent(file, options.language)] : [line];
    })
    .join(ending);
}

function labelEvent(file: AssFile, language: Language): string {
  const place = explicitLabel({ language, ...file.playRes });
  // ASS counts a size from ascent to descent, 1.448 times the em of Noto Sans CJK; the label's size is that of the em.
  const size = Math.ceil(place.fontPx * 1.45);
  const border = Math.max(1, Math.round(place.fontPx / 25));
  const style = `{\\an7\\pos(${place.x},${place.y})\\fs${size}\\fscx100\\fscy100\\1c&HFFFFFF&\\1a&H00&\\3c&H000000&\\3a&H33&\\bord${border}\\shad0}`;
  const values = file.fields.map((field) => {
    switch (field) {
      case 'layer':
        return '100';
      case 'marked':
        return 'Marked=0';
      case 'start':
        return '0:00:00.00';
      case 'end':
        return '0:00:02.00';
      case 'style':
        return file.firstStyle ?? 'Default';
      case 'name':
      case 'actor':
        return labelActor;
      case 'text':
        return style + labelCueText(language);
      case 'effect':
        return '';
      default:
        return '0';
    }
  });
  return `Dialogue: ${values.join(',')}`;
}

function readAss(lines: readonly string[]): AssFile {
  let section = '';
  // What the format's definition says a script without PlayRes has.
  const playRes = { width: 384, height: 288 };
  const file: AssFile = {
    scriptInfoLine: undefined,
    formatLine: undefined,
    fields: [],
    playRes,
    firstStyle: undefined,
    labelLines: [],
    ownEventLines: [],
    cues: [],
  };
  lines.forEach((line, index) => {
    const head = /^\s*\[([^\]]{1,60})\]\s*$/.exec(line);
    if (head !== null) {
      section = (head[1] ?? '').toLowerCase();
      if (section === 'script info') {
        file.scriptInfoLine ??= index;
      }
      return;
    }
    if (section === 'script info') {
      const side = /^\s*PlayRes([XY])\s*:\s*(\d{1,5})\s*$/i.exec(line);
      if (side !== null && Number(side[2]) > 0) {
        playRes[side[1]?.toUpperCase() === 'X' ? 'width' : 'height'] = Number(side[2]);
      } else if (jsonOfLine(line) !== undefined) {
        file.labelLines.push(index);
      }
    } else if (/styles/.test(section)) {
      file.firstStyle ??= /^\s*Style:\s*([^,]+?)\s*,/i.exec(line)?.[1];
    } else if (section === 'events') {
      readEventLine(file, line, index);
    }
  });
  return file;
}

function readEventLine(file: AssFile, line: string, index: number): void {
  const format = /^\s*Format:\s*(.*)$/i.exec(line);
  if (format !== null && file.formatLine === undefined) {
    file.formatLine = index;
    const fields = (format[1] ?? '').split(',', mostFields + 1).map((field) => field.trim().toLowerCase());
    file.fields = fields.length > mostFields ? [] : fields;
    return;
  }
  const dialogue = /^\s*Dialogue:\s*(.*)$/i.exec(line)?.[1];
  if (dialogue === undefined || file.fields.length === 0) {
    return;
  }
  const parts = dialogue.split(',');
  const partOf = (field: string) => parts[file.fields.indexOf(field)]?.trim() ?? '';
  const words = parts.slice(file.fields.length - 1).join(',');
  const text = words
    .replace(/\{[^{}]*\}/g, '')
    .replace(/\\[Nnh]/g, ' ')
    .trim();
  file.cues.push({
    startMs: msOf(partOf('start')),
    endMs: msOf(partOf('end')),
    text,
    firstLine: index,
    endLine: index + 1,
  });
  if ((partOf('name') || partOf('actor')) === labelActor) {
    file.ownEventLines.push(index);
  }
}

function msOf(time: string): number {
  const match = /^(\d{1,4}):(\d{1,2}):(\d{1,2})[.:](\d{1,3})$/.exec(time);
  if (match === null) {
    return Number.NaN;
  }
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[4] ?? '').padEnd(3, '0'));
}

/** The JSON of an entry or comment `AIGC: {…}`; undefined for any other line. */
function jsonOfLine(line: string): string | undefined {
  return /^\s*(?:;|!:)?\s*AIGC\s*[:=]\s*(\{.*\})\s*$/.exec(line)?.[1];
}
