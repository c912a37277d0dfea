import type { ReportVideo } from '../report-data.ts';
import { data, word } from './dom.ts';

/** The axes of a batch, in the order in which they are shown. */
export const axisOrder: readonly string[] = ['hook', 'body', 'cta', 'shots', 'style', 'presenter', 'voice'];

/** What is shown: a value for each facet that is narrowed. Kept in the address, so that a view can be passed on. */
export const chosen = new Map<string, string>(new URLSearchParams(location.hash.slice(1)));

/** What a video is, facet by facet: its axes, then what renditions differ in. */
export function facetsOf(video: ReportVideo): [string, string][] {
  const axes = axisOrder.flatMap((axis): [string, string][] => {
    const value = video.axes[axis as keyof typeof video.axes];
    return value === undefined ? [] : [[axis, value]];
  });
  return [
    ...axes,
    ['product', video.product],
    ['language', video.language],
    ['format', video.format],
    ['status', video.status],
  ];
}

/** Every facet with its values in order, and how many videos have each. */
export const facets = new Map<string, Map<string, number>>();
for (const video of data.videos) {
  for (const [facet, value] of facetsOf(video)) {
    const counts = facets.get(facet) ?? new Map<string, number>();
    facets.set(facet, counts.set(value, (counts.get(value) ?? 0) + 1));
  }
}

/** Whether videos differ in a facet. */
export function varies(facet: string): boolean {
  return (facets.get(facet)?.size ?? 0) > 1;
}

export function isShown(video: ReportVideo): boolean {
  const own = new Map(facetsOf(video));
  return [...chosen].every(([facet, value]) => !facets.has(facet) || own.get(facet) === value);
}

/** Narrows a facet to a value; the same value again widens it. */
export function choose(facet: string, value: string): void {
  if (chosen.get(facet) === value) {
    chosen.delete(facet);
  } else {
    chosen.set(facet, value);
  }
  keepChosen();
}

export function clearChosen(): void {
  chosen.clear();
  keepChosen();
}

function keepChosen(): void {
  history.replaceState(null, '', `#${new URLSearchParams([...chosen])}`);
}

/** A value for people. */
export function valueName(facet: string, value: string): string {
  if (facet === 'status') {
    return word(value === 'failed' ? 'failed' : 'done');
  }
  if (facet === 'language') {
    return value === 'zh-CN' ? '中文' : 'English';
  }
  return facet === 'format' ? value.replace('x', ':') : value;
}

/** What is said where an axis has a value, such as the words of hook H01; undefined for axes without words. */
export function wordsOf(facet: string, value: string): string | undefined {
  const example = data.videos.find((video) => facetsOf(video).some(([name, own]) => name === facet && own === value));
  return example?.lines.find((line) => line.role === facet)?.text;
}
