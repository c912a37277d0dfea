import type { SheetVideo } from './use-batch.ts';

export const states = ['all', 'done', 'waiting', 'failed'] as const;
export const reviews = ['undecided', 'approved', 'rejected', 'comments', 'remarks'] as const;
export const sorts = ['order', 'difference', 'ended', 'comments', 'cost'] as const;

/** Which videos of a sheet are shown, and in which order. */
export interface SheetFilter {
  state: (typeof states)[number];
  review?: (typeof reviews)[number] | undefined;
  language?: string | undefined;
  format?: string | undefined;
  search: string;
  sort: (typeof sorts)[number];
}

export const wholeSheet: SheetFilter = { state: 'all', search: '', sort: 'order' };

/** The videos that pass, in the order asked for. Pure. */
export function filtered(videos: readonly SheetVideo[], filter: SheetFilter): SheetVideo[] {
  const shown = videos.filter((video) => passes(video, filter));
  const by: Record<SheetFilter['sort'], ((a: SheetVideo, b: SheetVideo) => number) | undefined> = {
    order: undefined,
    difference: (a, b) => (a.difference ?? 2) - (b.difference ?? 2),
    ended: (a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''),
    comments: (a, b) => b.openComments - a.openComments,
    cost: (a, b) => b.cost - a.cost,
  };
  const compare = by[filter.sort];
  return compare === undefined ? shown : shown.sort(compare);
}

/** Whether a video is among those that are wanted. */
export function passes(video: SheetVideo, { state, review, language, format, search }: SheetFilter): boolean {
  const wanted = search.trim().toLowerCase();
  return (
    (state === 'all' || stateOf(video) === state) &&
    (review === undefined || isReviewed(video, review)) &&
    (language === undefined || video.language === language) &&
    (format === undefined || video.format === format) &&
    (wanted === '' || `${video.hook ?? ''} ${video.name}`.toLowerCase().includes(wanted))
  );
}

function isReviewed(
  { decision, openComments, files, safety, hasFaults }: SheetVideo,
  review: (typeof reviews)[number],
): boolean {
  switch (review) {
    case 'undecided':
      return files !== null && (decision === null || decision.outcome === 'reopened');
    case 'approved':
    case 'rejected':
      return decision?.outcome === review;
    case 'comments':
      return openComments > 0;
    case 'remarks':
      return (safety !== null && safety !== 'allowed') || hasFaults === true;
  }
}

function stateOf({ status }: SheetVideo): 'done' | 'waiting' | 'failed' {
  switch (status) {
    case 'done':
      return 'done';
    case 'failed':
    case 'cancelled':
      return 'failed';
    case 'waiting':
    case 'finishing':
      return 'waiting';
  }
}
