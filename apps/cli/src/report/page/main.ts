import type { ReportVideo } from '../report-data.ts';
import type { ReportWord } from '../report-words.ts';
import { type CardActions, card, chip } from './card.ts';
import { compare } from './compare.ts';
import { nearestList } from './difference.ts';
import { data, element, isLong, state, word } from './dom.ts';
import { choose, chosen, clearChosen, facets, isShown, valueName, wordsOf } from './facets.ts';

const head = element('div', { class: 'head' });
const filters = element('nav', { class: 'filters' });
const sheet = element('main', { class: 'sheet' });
// Cards out of sight are not laid out on long sheets only: a picture or a print of a shorter one shows all of it.
sheet.classList.toggle('long', isLong);
const hint = element('div', { class: 'hint', role: 'status' });

const marked: ReportVideo[] = [];
const actions: CardActions = {
  choose(facet, value) {
    choose(facet, value);
    drawFilters();
    drawSheet();
  },
  mark(video) {
    const at = marked.indexOf(video);
    if (at >= 0) {
      marked.splice(at, 1);
    } else {
      marked.push(video);
    }
    const [left, right] = marked;
    if (left !== undefined && right !== undefined) {
      marked.length = 0;
      compare(left, right);
    }
    drawSheet();
  },
  isMarked: (video) => marked.includes(video),
};

/** The length of the videos, or the shortest and the longest. */
function lengths(): string {
  const all = data.videos.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const ends = [all[0] ?? 0, all.at(-1) ?? 0].map((ms) => (ms / 1000).toFixed(1));
  return `${[...new Set(ends)].join('–')} s`;
}

/** Every size of frame that the batch has. */
function sizes(): string[] {
  return [...new Set(data.videos.map(({ width, height }) => `${width}×${height}`))];
}

function rates(): number[] {
  return [...new Set(data.videos.map(({ fps }) => fps))];
}

const mostNames = 3;

/** The first products that the batch is for, and how many there are besides. */
function products(): string {
  const all = [...(facets.get('product')?.keys() ?? [])];
  const rest = all.length - mostNames;
  return [...all.slice(0, mostNames), ...(rest > 0 ? [word('more', { count: rest })] : [])].join(' · ');
}

function drawHead(): void {
  const { totals, plan } = data;
  const constant = [...facets].flatMap(([facet, values]) => {
    const [value] = values.keys();
    return values.size === 1 && value !== undefined && facet !== 'status'
      ? [`${word(facet as ReportWord)} ${valueName(facet, value)}`]
      : [];
  });
  const figure = (value: string | number, name: string, kind = '') =>
    element('div', { class: `figure ${kind}` }, element('b', {}, String(value)), element('span', {}, name));
  head.replaceChildren(
    element(
      'header',
      {},
      element('h1', {}, word('title'), element('small', {}, products())),
      element(
        'div',
        { class: 'figures' },
        figure(totals.done, word(totals.done === 1 ? 'video' : 'videos')),
        totals.failed > 0 ? figure(totals.failed, word('failed'), 'bad') : undefined,
        data.videos.length === 0 ? undefined : figure(lengths(), `${sizes().join(', ')} · ${rates().join(', ')} fps`),
      ),
      element(
        'button',
        {
          type: 'button',
          class: 'plain',
          click: () => {
            state.language = state.language === 'zh-CN' ? 'en' : 'zh-CN';
            draw();
          },
        },
        word('other'),
      ),
    ),
    element(
      'p',
      { class: 'facts' },
      [
        `${word('plan')} ${plan.kind}`,
        `${word('seed')} ${plan.seed}`,
        word('pieces', { rendered: totals.scenesRendered, cached: totals.scenesCached }),
        ...(constant.length > 0 ? [`${word('same')}: ${constant.join(', ')}`] : []),
      ].join('  ·  '),
    ),
    element('p', { class: 'ai' }, element('b', {}, word('note')), ` ${word('labelled')}`),
    ...(data.isDevelopment ? [element('p', { class: 'alarm' }, word('development'))] : []),
    ...[nearestList(compare)].filter((list) => list !== undefined),
    ...(data.warnings.length > 0
      ? [
          element(
            'details',
            { class: 'warnings' },
            element('summary', {}, `${word('warnings')} (${data.warnings.length})`),
            element('ul', {}, ...data.warnings.map((text) => element('li', {}, text))),
          ),
        ]
      : []),
  );
}

function drawFilters(): void {
  const rows = [...facets].flatMap(([facet, values]) => {
    if (values.size < 2) {
      return [];
    }
    const options = [...values].sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }));
    return [
      element(
        'div',
        { class: 'facet', role: 'group', 'aria-label': word(facet as ReportWord) },
        element('span', {}, word(facet as ReportWord)),
        ...options.map(([value, count]) => {
          const made = chip(facet, value, actions);
          const said = wordsOf(facet, value);
          if (said !== undefined) {
            made.append(element('em', {}, said));
          }
          made.append(element('i', {}, String(count)));
          return made;
        }),
      ),
    ];
  });
  const isNarrowed = chosen.size > 0;
  const shown = data.videos.filter(isShown).length;
  filters.setAttribute('aria-label', word('filter'));
  filters.replaceChildren(
    ...rows,
    element(
      'p',
      { class: 'shown', role: 'status' },
      word('shown', { shown, total: data.videos.length }),
      isNarrowed
        ? element(
            'button',
            {
              type: 'button',
              class: 'plain',
              click: () => {
                clearChosen();
                drawFilters();
                drawSheet();
              },
            },
            word('clear'),
          )
        : undefined,
    ),
  );
}

function drawSheet(): void {
  state.playing = undefined;
  const shown = data.videos.flatMap((video, index) => (isShown(video) ? [card(video, index, actions)] : []));
  sheet.replaceChildren(...(shown.length > 0 ? shown : [element('p', { class: 'nothing' }, word('nothing'))]));
  hint.replaceChildren(
    ...(marked.length === 1
      ? [
          element('span', {}, word('markOne')),
          element(
            'button',
            {
              type: 'button',
              class: 'plain',
              click: () => {
                marked.length = 0;
                drawSheet();
              },
            },
            word('cancel'),
          ),
        ]
      : []),
  );
}

function draw(): void {
  document.documentElement.lang = state.language;
  document.title = `Clipo · ${word('title')}`;
  drawHead();
  drawFilters();
  drawSheet();
}

document.getElementById('page')?.append(head, filters, sheet, hint);
draw();
