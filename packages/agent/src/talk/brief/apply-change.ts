import type { BriefChange, OwnLine, TalkBrief } from '@clipo/contract';

/** The brief that a list of changes amounts to. Pure: taking one back is leaving it out. */
export function briefOf(changes: readonly BriefChange[]): TalkBrief {
  return changes.reduce(applyChange, {});
}

/** A brief after one more change. What a change takes away that is not there is nothing to it. */
function applyChange(brief: TalkBrief, change: BriefChange): TalkBrief {
  switch (change.kind) {
    case 'set': {
      const next = { ...brief, ...change.values };
      // Words were fitted to their time and to the product: another length or product asks for others.
      return changes(brief, next, 'product') || changes(brief, next, 'seconds') ? without(next, ['lines']) : next;
    }
    case 'drop':
      return without(
        brief,
        change.fields.includes('price') ? [...change.fields, 'original', 'originalProof'] : change.fields,
      );
    case 'add':
      return {
        ...brief,
        ...(change.points && { points: distinct([...(brief.points ?? []), ...change.points]) }),
        ...(change.materialIds && { materialIds: distinct([...(brief.materialIds ?? []), ...change.materialIds]) }),
      };
    case 'take':
      return {
        ...brief,
        ...(change.points && { points: (brief.points ?? []).filter((point) => !change.points?.includes(point)) }),
        ...(change.materialIds && {
          materialIds: (brief.materialIds ?? []).filter((id) => !change.materialIds?.includes(id)),
        }),
      };
    case 'say':
      return {
        ...brief,
        lines: [...(brief.lines ?? []).filter((line) => !isSamePlace(line, change.line)), change.line],
      };
  }
}

function changes(before: TalkBrief, after: TalkBrief, field: 'product' | 'seconds'): boolean {
  return before[field] !== undefined && before[field] !== after[field];
}

function isSamePlace(a: OwnLine, b: OwnLine): boolean {
  return a.language === b.language && a.part === b.part && a.line === b.line;
}

function without(brief: TalkBrief, fields: readonly (keyof TalkBrief)[]): TalkBrief {
  return Object.fromEntries(
    Object.entries(brief).filter(([field]) => !fields.includes(field as keyof TalkBrief)),
  ) as TalkBrief;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
