import type { Brief, Language, Product } from '@clipo/contract';
import type { Angle } from '../patterns/pattern.ts';
import { lineCandidates } from '../script/line-candidates.ts';
import { seededRank } from '../script/seeded-order.ts';
import { gatherWording } from '../script/wording.ts';
import { scoreHook } from './score-copy.ts';

/** An opening line with what it plays on and how strong it is, 0 … 100. */
export interface HookIdea {
  text: string;
  angle: Angle;
  score: number;
  /** Where its claim comes from, if it states a fact. */
  source?: string | undefined;
}

/** Time that an opening has. */
const hookMs = 3000;

/**
 * Opening lines for a product, strongest first, going round the angles so that the first few differ. Claims only what is
 * listed. Deterministic by `seed`.
 * @throws ClipoError `invalid_input` as `gatherWording`
 */
export function hooksFor(
  brief: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay' | 'seed'>,
  product: Product,
  { language, count }: { language: Language; count: number },
): HookIdea[] {
  const wording = gatherWording(brief, product, language);
  const ideas = lineCandidates('hook', wording, hookMs, brief.seed)
    .map((candidate) => ({
      candidate,
      score: scoreHook(candidate.text, language),
      rank: seededRank(brief.seed, candidate.text),
    }))
    .sort((a, b) => b.score - a.score || a.rank - b.rank);
  const chosen: HookIdea[] = [];
  const angleUse = new Map<Angle, number>();
  const used = new Set<string>();
  for (let round = 1; chosen.length < count && round <= ideas.length; round++) {
    for (const { candidate, score } of ideas) {
      const pattern = candidate.patterns.join(' ');
      if (chosen.length < count && !used.has(pattern) && (angleUse.get(candidate.angle) ?? 0) < round) {
        used.add(pattern);
        angleUse.set(candidate.angle, (angleUse.get(candidate.angle) ?? 0) + 1);
        chosen.push({ text: candidate.text, angle: candidate.angle, score, source: candidate.source });
      }
    }
  }
  return chosen;
}
