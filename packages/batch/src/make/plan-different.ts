import { type MatrixRequest, planMatrix } from '@clipo/agent';
import { type BatchPlan, type Cell, ClipoError } from '@clipo/contract';
import { keepDifferent, openPlanSignatures, type Signature } from '@clipo/engine';
import type { ComposedVideo, VideoSeries } from './compose-videos.ts';
import { comparedVideo } from './measure-difference.ts';

/** A plan with its videos composed, nothing drawn yet. */
export interface ComposedPlan {
  plan: BatchPlan;
  videos: ComposedVideo[];
  warnings: string[];
}

/** A plan whose videos are composed when they are asked for. */
interface OpenPlan extends Pick<ComposedPlan, 'plan' | 'warnings'> {
  series: readonly VideoSeries[];
}

export interface DifferenceWish {
  /** The brief's `minDifference`; left out, the first plan is taken as it is. */
  least: number | undefined;
  /** Choices of shots and styles that may be spent where the brief leaves these axes open. */
  looks: Pick<Cell, 'shots' | 'style'>;
  /** Whether more lines may be written than the plan itself needs. */
  canWriteMore: boolean;
  signal: AbortSignal;
}

/** How many creatives are planned, as a multiple of those that are wanted, to choose the different ones from. */
const pools = [1, 1.5, 2.5];
/** So many creatives of a plan are looked at before more are composed, then four times as many, and so on. */
const firstLook = 64;

/**
 * Plans a batch so that its creatives differ by `least`, as far as storyboards tell: shots by what of which material
 * they show. Where the plan itself does not, others are tried in a fixed order: with more choices of shots and styles,
 * then larger ones from which the creatives that differ are taken. Where none is different enough, the best is filled up
 * and a warning says so. A pairwise plan stays whole: its pairs are what was asked for.
 * @throws ClipoError as planMatrix and `compose` do
 */
export async function planDifferent(
  request: MatrixRequest,
  wish: DifferenceWish,
  compose: (plan: BatchPlan) => Promise<Omit<OpenPlan, 'plan'>>,
): Promise<ComposedPlan> {
  const plan = planMatrix(request);
  const first = { plan, ...(await compose(plan)) };
  const { least } = wish;
  if (least === undefined || request.count < 2) {
    return choose(
      first,
      plan.cells.map((_, place) => place),
      plan.cells.length,
    );
  }
  const keptOf = openKeeping(least, request.count, wish.signal);
  const others = request.kind === 'pairwise' ? [] : otherPlans(request, wish);
  const hasFrom = (index: number) => others.slice(index).some((planOther) => planOther() !== undefined);
  let best = { open: first, kept: (await keptOf(first, () => hasFrom(0))).kept };
  // What the last plan with all looks gave of those that were looked at.
  let seen: { kept: number[]; looked: number } | undefined;
  for (const [index, planOther] of others.entries()) {
    const other = best.kept.length < request.count ? planOther() : undefined;
    const isHopeless =
      other !== undefined && seen !== undefined && expectedOf(other.cells.length, seen) < request.count;
    if (other !== undefined && !(isHopeless && hasFrom(index + 1))) {
      const open = { plan: other, ...(await compose(other)) };
      seen = await keptOf(open, () => hasFrom(index + 1));
      best = seen.kept.length > best.kept.length ? { open, kept: seen.kept } : best;
    }
  }
  const missing = request.count - best.kept.length;
  const chosen = choose(best.open, best.kept, request.count);
  return missing <= 0
    ? chosen
    : {
        ...chosen,
        warnings: [
          ...chosen.warnings,
          `${missing} of ${request.count} creatives can't differ by minDifference ${least} from all others, as planned; more materials or selling points, or fewer videos, help`,
        ],
      };
}

/**
 * The plans that are tried after the first, each larger than the one before; undefined where the axes do not give it. Each
 * is made once it is asked for: the larger it is the longer that takes.
 */
function otherPlans(request: MatrixRequest, { looks, canWriteMore }: DifferenceWish): (() => BatchPlan | undefined)[] {
  const capacity = { ...request.capacity, ...looks };
  return pools
    .filter((pool) => pool <= 1 || canWriteMore)
    .map((pool) => {
      const wanted = { ...request, capacity, count: Math.ceil(request.count * pool) };
      let made: { plan: BatchPlan | undefined } | undefined;
      return () => {
        made ??= { plan: planUpTo(wanted, request.count) };
        return made.plan;
      };
    });
}

/** A plan of `count` creatives, or of as many as the axes give, if that is not under `least`. */
function planUpTo(request: MatrixRequest, least: number): BatchPlan | undefined {
  try {
    return planMatrix(request);
  } catch (error) {
    const most = error instanceof ClipoError && error.code === 'count_beyond_axes' ? Number(error.details.most) : 0;
    return most >= least && most < request.count ? planUpTo({ ...request, count: most }, least) : undefined;
  }
}

/**
 * Opens what tells the places of a plan's creatives that differ, in every product, language and format. What `mayFail`
 * is given up, with what it gave so far, as soon as it can't be expected to give enough: the rest is never composed.
 */
function openKeeping(
  least: number,
  count: number,
  signal: AbortSignal,
): (plan: OpenPlan, mayFail: () => boolean) => Promise<{ kept: number[]; looked: number }> {
  const signaturesOf = openPlanSignatures(signal);
  return async ({ plan, series }, mayFail) => {
    const all = plan.cells.length;
    const known: Signature[][] = series.map(() => []);
    let before = { looked: 0, kept: [] as number[] };
    for (let looked = Math.min(firstLook, all); ; looked = Math.min(looked * 4, all)) {
      for (const [index, videoAt] of series.entries()) {
        const signatures = known[index] as Signature[];
        const next = Array.from({ length: looked - signatures.length }, (_, at) => videoAt(signatures.length + at));
        signatures.push(...(await signaturesOf(next.map(comparedVideo))));
      }
      const kept = keepDifferent(known, least, count, before);
      before = { looked, kept };
      const isShort = expectedOf(all, before) < count;
      if (looked === all || kept.length >= count || (isShort && mayFail())) {
        return before;
      }
    }
  };
}

/** The share that is kept of a plan falls by this power of its size: from 0.84 of 64 and 0.66 of 256 to under half of 2,500. */
const fall = 0.13;

/**
 * How many of a plan will be kept where so many of the first `looked` were. The more are kept, the fewer of the next
 * differ from them all; where nearly all did there is more to come.
 */
function expectedOf(all: number, { kept, looked }: { kept: readonly number[]; looked: number }): number {
  const share = kept.length / looked;
  return all * share * (all / looked) ** (-fall * Math.min(1, (1 - share) / 0.1));
}

/** The plan of the kept creatives alone, filled up in order where they are too few: the same videos under new numbers. */
function choose({ plan, series, warnings }: OpenPlan, kept: readonly number[], count: number): ComposedPlan {
  const isKept = new Set(kept);
  const rest = plan.cells.flatMap((_, place) => (isKept.has(place) ? [] : [place]));
  const places = [...kept, ...rest].slice(0, count).sort((a, b) => a - b);
  return {
    plan: { ...plan, cells: places.flatMap((place) => plan.cells[place] ?? []) },
    videos: series.flatMap((videoAt) =>
      places.map((place, index) => (place === index ? videoAt(place) : videoAt(place).numbered(index + 1))),
    ),
    warnings,
  };
}
