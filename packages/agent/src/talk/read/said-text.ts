/** A text from which what was understood is taken away, so that nothing is understood twice. */
export interface SaidText {
  /** Takes every match out; what `use` answers false for stays. */
  take(pattern: RegExp, use: (match: RegExpMatchArray) => boolean | undefined): void;
  /** What is left; where something was taken, there stands a gap. */
  rest(): string;
}

/** What stands where something was taken. */
export const gap = '\u0001';

export function openSaid(text: string): SaidText {
  let left = text;
  return {
    take(pattern, use) {
      const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
      left = left.replaceAll(all, (...given) => {
        const groups = given.filter((value) => typeof value === 'string' || value === undefined) as string[];
        const match = groups.slice(0, -1) as unknown as RegExpMatchArray;
        return use(match) === false ? (groups[0] ?? '') : gap;
      });
    },
    rest: () => left,
  };
}
