import type { BriefChange, TalkBrief } from '@clipo/contract';
import type { ReadBrief } from '../read/read-brief.ts';

/** Bounds of a brief; whoever asks for more is told, and gets the most. */
export const bounds = { count: 1000, least: 6, most: 90 } as const;

/**
 * What a message tells, as changes of the brief.
 * @param adds whether it said so: "再加一个卖点". Points otherwise replace what was there only where they were named as the points.
 */
export function changesOf(
  read: ReadBrief,
  brief: TalkBrief,
  { adds, presenter }: { adds: boolean; presenter: string },
): BriefChange[] {
  const { points, presenter: isSeen, count, seconds, ...rest } = read;
  const values: TalkBrief = {
    ...rest,
    ...(count !== undefined && { count: Math.min(count, bounds.count) }),
    ...(seconds !== undefined && { seconds: Math.max(bounds.least, Math.min(seconds, bounds.most)) }),
    ...(isSeen !== undefined && { presenter: isSeen ? presenter : null }),
    ...(read.mustSay && { mustSay: distinct([...(brief.mustSay ?? []), ...read.mustSay]) }),
    ...(read.mustNotSay && { mustNotSay: distinct([...(brief.mustNotSay ?? []), ...read.mustNotSay]) }),
    ...(points !== undefined && !adds && { points: distinct(points) }),
  };
  const isKnown = (field: keyof TalkBrief) => JSON.stringify(values[field]) === JSON.stringify(brief[field]);
  const news = Object.fromEntries(
    (Object.keys(values) as (keyof TalkBrief)[])
      .filter((field) => !isKnown(field))
      .map((field) => [field, values[field]]),
  ) as TalkBrief;
  return [
    ...(Object.keys(news).length > 0 ? [{ kind: 'set', values: news } as const] : []),
    ...(points !== undefined && adds ? [{ kind: 'add', points } as const] : []),
  ];
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
