import { ClipoError, type Role } from '@clipo/contract';

/** The sections of a script in the order in which they are spoken, and the role of each. */
export const sectionRole = {
  hook: 'hook',
  pain: 'body',
  reveal: 'body',
  sell: 'body',
  demo: 'body',
  trust: 'proof',
  price: 'offer',
  cta: 'cta',
} as const satisfies Record<string, Role>;
export type Section = keyof typeof sectionRole;
export const sections = Object.keys(sectionRole) as Section[];
/** Sections between the hook and the call to action: the choices of the body axis. */
export const bodySections = sections.filter((section) => section !== 'hook' && section !== 'cta');

/** Seconds of each section at the lengths that were researched (market.md §3.4); between them lengths are linear. */
const known: readonly (Record<Section, number> & { total: number })[] = [
  { total: 15, hook: 3, pain: 0, reveal: 2, sell: 3, demo: 4, trust: 0, price: 0, cta: 3 },
  { total: 30, hook: 3, pain: 4, reveal: 3, sell: 6, demo: 6, trust: 3, price: 2, cta: 3 },
  { total: 60, hook: 3, pain: 7, reveal: 5, sell: 12, demo: 15, trust: 8, price: 5, cta: 5 },
  { total: 90, hook: 4, pain: 10, reveal: 6, sell: 20, demo: 24, trust: 12, price: 8, cta: 6 },
];
/** Under 15 s hook and call to action keep 2 to 3 s, whatever is left of the rest. */
const shortest = { total: 6, hook: 2, cta: 2 };
/** A shorter section holds no sentence of its kind: its time goes to the sections that stay. */
const leastSectionMs = { pain: 3000, reveal: 1800, sell: 0, demo: 2600, trust: 2400, price: 1900 } as const;
/** What goes first where time is short. The selling point stays in any case. */
const dispensable = ['price', 'trust', 'pain', 'reveal', 'demo'] as const;
/** Lengths are tenths of a second, so that they are whole frames at 30 and 60 fps. */
const stepMs = 100;

/**
 * The fixed time of each section in a video of 6 … 90 s, in whole milliseconds; 0 where a section has no room. The sum is
 * the video's length exactly, so that any hook, body and call to action fit together.
 * @throws ClipoError `invalid_input` for another length
 */
export function slotsFor(durationSeconds: number): Record<Section, number> {
  const last = known.at(-1)?.total ?? 0;
  if (!Number.isInteger(durationSeconds) || durationSeconds < shortest.total || durationSeconds > last) {
    const problem = `must be a whole number from ${shortest.total} to ${last}`;
    throw new ClipoError('invalid_input', `durationSeconds: ${problem}`, {
      details: { field: 'durationSeconds', problem },
    });
  }
  const wanted = wantedSeconds(durationSeconds);
  const hook = toStep(wanted.hook * 1000);
  const cta = toStep(wanted.cta * 1000);
  const middle = shareMiddle(durationSeconds * 1000 - hook - cta, wanted);
  return { ...middle, hook, cta };
}

/** The longest single line: beyond it a viewer loses the thread, so that the section is told in several. */
const longestLineMs = 4500;
/** A demonstration may take its time: its facts are the longest sentences. A pain is told in two short ones. */
const longestSlowLineMs = 6000;
/** Selling points come at an even beat: a line each, or two short ones in a line. */
const sellBeatMs = 3500;

/** The slots of a section's lines: as few as keep each line short, of near-equal length, summing to the section. */
export function lineSlots(section: Section, sectionMs: number): number[] {
  const isSlow = section === 'demo' || section === 'pain';
  const lines =
    section === 'sell'
      ? Math.max(1, Math.round(sectionMs / sellBeatMs))
      : Math.ceil(sectionMs / (isSlow ? longestSlowLineMs : longestLineMs));
  const ends = Array.from({ length: lines }, (_, index) => toStep((sectionMs * (index + 1)) / lines));
  return ends.map((end, index) => end - (ends[index - 1] ?? 0));
}

function wantedSeconds(duration: number): Record<Section, number> {
  const [first] = known;
  const above = known.findIndex((row) => row.total >= duration);
  const high = known[above];
  const low = known[above - 1];
  if (first === undefined || high === undefined || low === undefined) {
    const share = (duration - shortest.total) / ((first?.total ?? 15) - shortest.total);
    const base = first ?? { hook: 3, cta: 3, pain: 0, reveal: 2, sell: 3, demo: 4, trust: 0, price: 0 };
    return {
      ...base,
      hook: shortest.hook + (base.hook - shortest.hook) * share,
      cta: shortest.cta + (base.cta - shortest.cta) * share,
    };
  }
  const share = (duration - low.total) / (high.total - low.total);
  const mixed = sections.map((section) => [section, low[section] + (high[section] - low[section]) * share] as const);
  return Object.fromEntries(mixed) as Record<Section, number>;
}

/** Shares the time between hook and call to action in proportion, without sections too short to speak. */
function shareMiddle(totalMs: number, wanted: Record<Section, number>): Record<Section, number> {
  let kept: Section[] = bodySections.filter((section) => wanted[section] > 0);
  const share = (section: Section) => (totalMs * wanted[section]) / kept.reduce((sum, other) => sum + wanted[other], 0);
  for (;;) {
    const least = dispensable.find((section) => kept.includes(section) && share(section) < leastSectionMs[section]);
    if (least === undefined) {
      break;
    }
    kept = kept.filter((section) => section !== least);
  }
  const slots = Object.fromEntries(sections.map((section) => [section, 0])) as Record<Section, number>;
  let end = 0;
  let exact = 0;
  for (const section of kept) {
    exact += share(section);
    const next = section === kept.at(-1) ? totalMs : toStep(exact);
    slots[section] = next - end;
    end = next;
  }
  return slots;
}

function toStep(ms: number): number {
  return Math.round(ms / stepMs) * stepMs;
}
