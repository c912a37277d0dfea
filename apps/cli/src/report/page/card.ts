import type { ReportVideo } from '../report-data.ts';
import type { ReportWord } from '../report-words.ts';
import { address, data, element, timecode, word } from './dom.ts';
import { axisOrder, chosen, facetsOf, valueName, varies } from './facets.ts';
import { screen } from './screen.ts';

type Line = ReportVideo['lines'][number];

/** What a card asks the page to do. */
export interface CardActions {
  choose(facet: string, value: string): void;
  mark(video: ReportVideo): void;
  isMarked(video: ReportVideo): boolean;
}

/** A value of a facet; a click narrows the sheet to it. */
export function chip(facet: string, value: string, actions: CardActions): HTMLElement {
  return element(
    'button',
    {
      type: 'button',
      class: `chip ${facet}`,
      'aria-pressed': String(chosen.get(facet) === value),
      title: word(facet as ReportWord),
      click: () => actions.choose(facet, value),
    },
    valueName(facet, value),
  );
}

/** A spoken line with its role and time; with `seek`, its time can be clicked. */
export function lineRow(line: Line, video: ReportVideo, seek?: (seconds: number) => void): HTMLElement {
  const time = timecode(line.startFrame, video.fps);
  return element(
    'li',
    { class: line.role },
    seek === undefined
      ? element('time', {}, time)
      : element('button', { type: 'button', class: 'time', click: () => seek(line.startFrame / video.fps) }, time),
    element('b', {}, word(line.role)),
    element(
      'span',
      { lang: video.language },
      line.text,
      line.source === undefined ? undefined : element('small', {}, `${word('source')}: ${line.source}`),
    ),
  );
}

function files(video: ReportVideo): HTMLElement | undefined {
  if (video.file === null) {
    return undefined;
  }
  const links: [string, string | null | undefined][] = [
    [word('video'), video.file],
    [word('cover'), video.cover],
    ['SRT', video.captions?.srt],
    ['VTT', video.captions?.vtt],
    ['ASS', video.captions?.ass],
  ];
  return element(
    'p',
    { class: 'files' },
    ...links.flatMap(([name, path]) => (path ? [element('a', { href: address(path) }, name)] : [])),
  );
}

/** What the quality gate found: a chip each; one that is about a moment shows that moment. */
function findings(video: ReportVideo, seek: ((seconds: number) => void) | undefined): HTMLElement | undefined {
  const { findings: found = [], replanned = [] } = video.quality ?? {};
  const remade = replanned.map((kind) => word(kind)).join(', ');
  const standIns = video.presenter?.standIns ?? [];
  return found.length + standIns.length === 0 && remade === ''
    ? undefined
    : element(
        'p',
        { class: 'findings', 'aria-label': word('quality') },
        ...found.map(({ kind, severity, atMs, text, measured, limit }) => {
          const values = measured === undefined ? '' : [measured, limit].flatMap((value) => value ?? []).join(' / ');
          const name = atMs === undefined || atMs === 0 ? word(kind) : `${word(kind)} · ${(atMs / 1000).toFixed(1)} s`;
          const title = [text, values].filter(Boolean).join(' · ');
          return atMs === undefined || seek === undefined
            ? element('span', { class: `finding ${severity}`, title }, name)
            : element(
                'button',
                { type: 'button', class: `finding ${severity}`, title, click: () => seek(atMs / 1000) },
                name,
              );
        }),
        ...standIns.map((standIn) =>
          element(
            'span',
            { class: 'finding note', title: standIn.reason },
            `${word('standIn')}: ${standIn.for} → ${standIn.character}`,
          ),
        ),
        remade === '' ? undefined : element('span', { class: 'finding remade', title: remade }, word('replanned')),
      );
}

/** One video of the sheet. */
export function card(video: ReportVideo, index: number, actions: CardActions): HTMLElement {
  const frame = screen(video);
  const seek = (seconds: number) => frame.dispatchEvent(new CustomEvent('seek', { detail: seconds }));
  const isMarked = actions.isMarked(video);
  const hook = video.lines[0];
  const seekable = video.file === null ? undefined : seek;
  return element(
    'article',
    { class: `card${isMarked ? ' marked' : ''}`, 'aria-label': video.name },
    element(
      'header',
      {},
      element('span', { class: 'number' }, String(index + 1).padStart(String(data.videos.length).length, '0')),
      element(
        'span',
        { class: 'badges' },
        ...[
          valueName('format', video.format),
          valueName('language', video.language),
          `${(video.durationMs / 1000).toFixed(1)} s`,
        ].map((badge) => element('span', {}, badge)),
      ),
      element('button', {
        type: 'button',
        class: 'mark',
        'aria-pressed': String(isMarked),
        'aria-label': `${word('mark')}: ${video.name}`,
        title: word('mark'),
        click: () => actions.mark(video),
      }),
    ),
    frame,
    hook === undefined ? undefined : element('p', { class: 'hook', lang: video.language }, hook.text),
    findings(video, seekable),
    element(
      'p',
      { class: 'chips' },
      ...facetsOf(video).flatMap(([facet, value]) =>
        varies(facet) && axisOrder.concat('product').includes(facet) ? [chip(facet, value, actions)] : [],
      ),
    ),
    element(
      'details',
      {},
      element('summary', {}, word('lines')),
      element('ol', { class: 'lines' }, ...video.lines.map((line) => lineRow(line, video, seekable))),
      files(video),
      element('p', { class: 'name' }, video.name),
    ),
  );
}
