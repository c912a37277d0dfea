import type { ReportVideo } from '../report-data.ts';
import type { ReportWord } from '../report-words.ts';
import { lineRow } from './card.ts';
import { differenceBetween, framesSideBySide } from './difference.ts';
import { element, state, word } from './dom.ts';
import { axisOrder, facetsOf } from './facets.ts';
import { screen } from './screen.ts';

/** Two videos side by side: what they differ in, and their lines with the differing ones marked. */
export function compare(left: ReportVideo, right: ReportVideo): void {
  const rightFacets = new Map(facetsOf(right));
  const different = facetsOf(left).filter(([facet, value]) => rightFacets.get(facet) !== value);
  const axes = different
    .filter(([facet]) => axisOrder.includes(facet))
    .map(([facet, value]) => `${word(facet as ReportWord)} ${value} → ${rightFacets.get(facet) ?? '–'}`);
  const screens = [screen(left), screen(right)];
  const players = () => screens.flatMap((frame) => [...frame.querySelectorAll('video')]);
  let isPlaying = false;
  const both = element('button', { type: 'button', class: 'plain' }, word('playBoth'));
  both.addEventListener('click', () => {
    isPlaying = !isPlaying;
    both.textContent = word(isPlaying ? 'pauseBoth' : 'playBoth');
    if (isPlaying) {
      for (const frame of screens) {
        // Two videos at once would be stopped by each other: neither counts as the one that plays.
        state.playing = undefined;
        frame.dispatchEvent(new CustomEvent('seek', { detail: 0 }));
      }
    } else {
      stopAll();
    }
  });
  const stopAll = () => {
    for (const player of players()) {
      player.pause();
    }
  };
  const rows = Array.from({ length: Math.max(left.lines.length, right.lines.length) }, (_, index) => {
    const pair = [left.lines[index], right.lines[index]];
    const isSame = pair[0]?.text === pair[1]?.text;
    return element(
      'div',
      { class: isSame ? 'pair same' : 'pair' },
      ...pair.map((line, side) =>
        line === undefined
          ? element('ol', { class: 'lines' })
          : element('ol', { class: 'lines' }, lineRow(line, side === 0 ? left : right)),
      ),
    );
  });
  const dialog = element(
    'dialog',
    { 'aria-label': word('compare') },
    element(
      'header',
      {},
      element('h2', {}, word('compare')),
      both,
      element('button', { type: 'button', class: 'plain', click: () => dialog.close() }, word('close')),
    ),
    element(
      'p',
      { class: 'differs' },
      axes.length > 0 ? word('differs', { axes: axes.join(', ') }) : word('differsNot'),
    ),
    differenceBetween(left, right),
    element(
      'div',
      { class: 'pair screens' },
      ...[left, right].map((video, side) =>
        element('figure', {}, screens[side], element('figcaption', {}, video.name)),
      ),
    ),
    framesSideBySide([left, right]),
    ...rows,
  );
  dialog.addEventListener('close', () => {
    stopAll();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}
