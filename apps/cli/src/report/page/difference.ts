import type { ReportVideo } from '../report-data.ts';
import { address, data, element, timecode, word } from './dom.ts';

type Nearest = NonNullable<ReportVideo['nearest']>;

/** Parts of a difference as they are shown: what a viewer notices first. */
const partNames = ['picture', 'words', 'sound', 'structure'] as const;
/** Frames of each video that stand side by side. */
const framesShown = 6;

/** Pairs in the list at most: the rest are near enough to know from the cards. */
const mostPairs = 12;

/** The pairs of nearest neighbours, the least different first; a pair that is nearest both ways stands once. */
function nearestPairs(): { left: ReportVideo; right: ReportVideo; nearest: Nearest }[] {
  const byName = new Map(data.videos.map((video) => [video.name, video]));
  const pairs = new Map<string, { left: ReportVideo; right: ReportVideo; nearest: Nearest }>();
  for (const left of data.videos) {
    const right = byName.get(left.nearest?.name ?? '');
    if (left.nearest !== undefined && right !== undefined) {
      const key = [left.name, right.name].sort().join(' ');
      pairs.set(key, pairs.get(key) ?? { left, right, nearest: left.nearest });
    }
  }
  return [...pairs.values()].sort((a, b) => a.nearest.score - b.nearest.score);
}

/** Number of a video on the sheet, as its card has it. */
function numberOf(video: ReportVideo): string {
  return String(data.videos.indexOf(video) + 1).padStart(String(data.videos.length).length, '0');
}

/** The list of nearest pairs; a click compares one. Undefined where nothing was compared. */
export function nearestList(open: (left: ReportVideo, right: ReportVideo) => void): HTMLElement | undefined {
  const pairs = nearestPairs();
  if (pairs.length === 0) {
    return undefined;
  }
  return element(
    'details',
    { class: 'nearest' },
    element('summary', {}, word('nearest', { score: percent(pairs[0]?.nearest.score ?? 0) })),
    element(
      'ol',
      {},
      ...pairs
        .slice(0, mostPairs)
        .map(({ left, right, nearest }) =>
          element(
            'li',
            {},
            element(
              'button',
              { type: 'button', class: 'couple', click: () => open(left, right) },
              `${numberOf(left)} · ${numberOf(right)}`,
            ),
            figures(nearest),
          ),
        ),
    ),
  );
}

/** A difference with its parts, each with a bar as long as it is large. */
function figures({ score, parts }: Nearest): HTMLElement {
  const bar = (name: string, value: number | null, kind: string) => {
    const meter = element('i', { 'aria-hidden': 'true' });
    meter.style.setProperty('--share', String(value ?? 0));
    return element('span', { class: kind }, `${name} ${value === null ? '–' : percent(value)}`, meter);
  };
  return element(
    'p',
    { class: 'parts' },
    bar(word('difference'), score, 'score'),
    ...partNames.map((part) => bar(word(part), parts[part], 'part')),
  );
}

/** How different two videos are, where one is the other's nearest; nothing where they were not told. */
export function differenceBetween(left: ReportVideo, right: ReportVideo): HTMLElement | undefined {
  const nearest =
    left.nearest?.name === right.name ? left.nearest : right.nearest?.name === left.name ? right.nearest : undefined;
  return nearest === undefined ? undefined : figures(nearest);
}

/** Frames of both videos at the same shares of their length, side by side; loaded when they are wanted. */
export function framesSideBySide(videos: readonly [ReportVideo, ReportVideo]): HTMLElement | undefined {
  if (videos.some(({ file }) => file === null)) {
    return undefined;
  }
  const strip = element('div', { class: 'strip' });
  const box = element('details', { class: 'frames' }, element('summary', {}, word('frames')), strip);
  box.addEventListener('toggle', () => {
    if (box.open && strip.childElementCount === 0) {
      strip.append(
        ...Array.from({ length: framesShown }, (_, index) => framePair(videos, (index + 0.5) / framesShown)),
      );
    }
  });
  return box;
}

function framePair(videos: readonly [ReportVideo, ReportVideo], share: number): HTMLElement {
  const frames = videos.map((video) => {
    const seconds = (video.durationMs * share) / 1000;
    const frame = element('video', { src: address(video.file ?? ''), preload: 'auto', playsinline: true });
    frame.muted = true;
    frame.style.aspectRatio = `${video.width} / ${video.height}`;
    frame.addEventListener('loadedmetadata', () => {
      frame.currentTime = seconds;
    });
    return frame;
  });
  const [first] = videos;
  const time = timecode((first.durationMs * share * first.fps) / 1000, first.fps);
  return element('figure', {}, ...frames, element('figcaption', {}, time));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;
}
