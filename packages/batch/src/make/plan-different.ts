import { type MatrixRequest, planMatrix } from '@clipo/agent';
import { type BatchPlan, type Cell, ClipoError } from '@clipo/contract';
import { keepDifferent, openPlanSignatures } from '@clipo/engine';
import type { ComposedVideo } from './compose-videos.ts';
import { comparedVideo } from './measure-difference.ts';

/** A plan with its videos composed, nothing drawn yet. */
export interface ComposedPlan {
  plan: BatchPlan;
  videos: ComposedVideo[];
  warnings: string[];
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
const mostPool = Math.max(...pools);

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
  compose: (plan: BatchPlan) => Promise<Pick<ComposedPlan, 'videos' | 'warnings'>>,
): Promise<ComposedPlan> {
  const plan = planMatrix(request);
  const first = { plan, ...(await compose(plan)) };
  const { least } = wish;
  if (least === undefined || request.count < 2) {
    return first;
  }
  const keptOf = openKeeping(least, request.count, wish.signal);
  let best = { composed: first, kept: await keptOf(first) };
  for (const [pool, other] of request.kind === 'pairwise' ? [] : otherPlans(request, wish)) {
    if (best.kept.length >= request.count) {
      break;
    }
    // A pool gives at most so many times what the plain plan gave: one that falls short is not worth composing.
    if (pool < mostPool && best.kept.length * pool < request.count && pool > 1) {
      continue;
    }
    const composed = { plan: other, ...(await compose(other)) };
    const kept = await keptOf(composed);
    best = kept.length > best.kept.length ? { composed, kept } : best;
  }
  const missing = request.count - best.kept.length;
  const chosen = choose(best.composed, best.kept, request.count);
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

/** The plans that are tried after the first, each larger than the one before. */
function otherPlans(
  request: MatrixRequest,
  { looks, canWriteMore }: DifferenceWish,
): (readonly [pool: number, plan: BatchPlan])[] {
  const capacity = { ...request.capacity, ...looks };
  return pools.flatMap((pool) => {
    const count = Math.ceil(request.count * pool);
    return pool > 1 && !canWriteMore
      ? []
      : planUpTo({ ...request, capacity, count }, request.count).map((plan) => [pool, plan] as const);
  });
}

/** A plan of `count` creatives, or of as many as the axes give, if that is not under `least`. */
function planUpTo(request: MatrixRequest, least: number): BatchPlan[] {
  try {
    return [planMatrix(request)];
  } catch (error) {
    const most = error instanceof ClipoError && error.code === 'count_beyond_axes' ? Number(error.details.most) : 0;
    return most >= least && most < request.count ? planUpTo({ ...request, count: most }, least) : [];
  }
}

/** Opens what tells the places of a plan's creatives that differ, in every product, language and format. */
function openKeeping(least: number, count: number, signal: AbortSignal): (plan: ComposedPlan) => Promise<number[]> {
  const signaturesOf = openPlanSignatures(signal);
  return async ({ plan, videos }) => {
    const signatures = await signaturesOf(videos.map(comparedVideo));
    const series = Array.from({ length: videos.length / plan.cells.length }, (_, index) =>
      signatures.slice(index * plan.cells.length, (index + 1) * plan.cells.length),
    );
    return keepDifferent(series, least, count);
  };
}

/** The plan of the kept creatives alone, filled up in order where they are too few: the same videos under new numbers. */
function choose(composed: ComposedPlan, kept: readonly number[], count: number): ComposedPlan {
  const { cells } = composed.plan;
  const rest = cells.map((_, place) => place).filter((place) => !kept.includes(place));
  const places = [...kept, ...rest].slice(0, count).sort((a, b) => a - b);
  if (places.length === cells.length) {
    return composed;
  }
  const videos = Array.from({ length: composed.videos.length / cells.length }, (_, series) => series * cells.length);
  return {
    ...composed,
    plan: { ...composed.plan, cells: places.flatMap((place) => cells[place] ?? []) },
    videos: videos.flatMap((start) =>
      places.flatMap((place, index) => composed.videos[start + place]?.numbered(index + 1) ?? []),
    ),
  };
}
