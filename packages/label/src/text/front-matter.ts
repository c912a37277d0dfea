import { unreadable } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { labelKeys } from '../implicit-label.ts';
import type { LabelFormat } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';

/** Texts are read whole. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Markdown: a map `AIGC` in the YAML front matter (TC260-PG-20258A). Only as much of YAML is read as such a map needs: an
 * indented map of plain or quoted values, or JSON on the key's line; all other lines stay as they are.
 */
export const markdownFormat: LabelFormat = {
  async read(source) {
    if (source.sizeBytes > mostBytes) {
      return { labels: [], problems: [problem('too_large', `the text has ${source.sizeBytes} bytes`)] };
    }
    const problems: LabelProblem[] = [];
    const text = new TextDecoder().decode(await source.read(0, source.sizeBytes));
    const labels = splitLabels(text).found;
    return { labels, problems };
  },

  async *parts(source, json) {
    if (source.sizeBytes > mostBytes) {
      throw unreadable(source.name, 'is a text of more than 16 MiB');
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await source.read(0, source.sizeBytes));
    const { mark, end, kept, body } = splitLabels(text);
    const label = JSON.parse(json) as Record<string, string>;
    const map = labelKeys.map((key) => `  ${key}: ${JSON.stringify(label[key] ?? '')}${end}`).join('');
    yield new TextEncoder().encode(`${mark}---${end}AIGC:${end}${map}${kept}---${end}${body}`);
  },
};

/** A text cut at its front matter: byte order mark, line end, the matter's other lines, what follows, and the labels. */
function splitLabels(whole: string): { mark: string; end: string; kept: string; body: string; found: FoundLabel[] } {
  const mark = whole.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = whole.slice(mark.length);
  const end = /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  const matter = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text);
  if (matter === null) {
    return { mark, end, kept: '', body: text, found: [] };
  }
  const found: FoundLabel[] = [];
  let kept = '';
  let map: [string, string][] | undefined;
  const close = () => {
    if (map !== undefined) {
      found.push(foundLabel('front-matter', 'front matter AIGC', textOf(map)));
      map = undefined;
    }
  };
  for (const line of (matter[1] ?? '').split(/(?<=\n)/)) {
    const key = /^["']?AIGC["']?[ \t]*:[ \t]*(.*?)\r?\n?$/.exec(line);
    if (key !== null) {
      close();
      const inline = key[1] ?? '';
      if (inline === '') {
        map = [];
      } else {
        found.push(foundLabel('front-matter', 'front matter AIGC', scalarOf(inline)));
      }
    } else if (map !== undefined && /^[ \t]+\S/.test(line)) {
      const [, name = '', value = ''] = /^[ \t]+["']?([^"':]+)["']?[ \t]*:[ \t]*(.*?)\r?\n?$/.exec(line) ?? [];
      map.push([name, scalarOf(value)]);
    } else {
      close();
      kept += line;
    }
  }
  close();
  const rest = kept === '' || kept.endsWith('\n') ? kept : `${kept}${end}`;
  return { mark, end, kept: rest, body: text.slice(matter[0].length), found };
}

/** The map as JSON text, double keys too: the strict reader tells of them. */
function textOf(map: readonly [string, string][]): string {
  return `{${map.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

function scalarOf(text: string): string {
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1) {
    return text.slice(1, -1).replaceAll("''", "'");
  }
  if (text.startsWith('"')) {
    try {
      return String(JSON.parse(text));
    } catch {
      return text;
    }
  }
  return text;
}
