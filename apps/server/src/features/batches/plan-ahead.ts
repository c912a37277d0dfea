import { capacityOf } from '@clipo/agent';
import { estimateSeconds } from '@clipo/batch';
import type { Brief } from '@clipo/contract';
import { check } from '../../check/check.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { LaidOut } from '../../work/batch-input.ts';
import type { PlannedBatch } from '../../work/plan-messages.ts';
import { selectDrawn } from '../../work/queries.ts';
import { quoteBatch } from '../credits/prices.ts';
import { selectBook } from '../credits/queries.ts';
import { selectDictionary } from '../dictionary/queries.ts';
import { askModelConsent } from '../privacy/give-to-model.ts';
import { assertOffered } from '../templates/offered.ts';
import type { AheadPlan } from './ahead-plan.ts';
import { batchContent, templateFile } from './check-batch.ts';
import { type CreateBatch, checkBatch, productsOf, templateOf } from './create-batch.ts';
import { plannedParts } from './planned-parts.ts';
import { tryPlan } from './try-plan.ts';

/** More choices than this are no cards that anybody reads. */
const mostParts = 400;

/**
 * Plans a batch and says what it would make, for how much and about how long. Nothing is kept, held or charged.
 * @throws ClipoError as creating the batch and planning it do
 */
export async function planAhead(
  deps: Pick<Deps, 'db' | 'media' | 'settings'>,
  teamId: string,
  input: CreateBatch & { createdBy: string | null },
  signal: AbortSignal,
): Promise<AheadPlan> {
  const row = await checkedRow(deps, teamId, input);
  return tryPlan(deps, row, signal, (planned) =>
    describe(deps, { teamId, products: row.products.length, isDraft: row.isDraft }, planned),
  );
}

/**
 * A batch as it would be planned, checked as if it were created.
 * @throws ClipoError as creating it does
 */
export async function checkedRow(
  deps: Pick<Deps, 'db' | 'settings'>,
  teamId: string,
  input: CreateBatch & { createdBy: string | null },
): Promise<Omit<LaidOut, 'id'>> {
  const products = productsOf(input);
  checkBatch(input, products, deps.settings);
  await assertOffered(deps, input.brief);
  const { template, dictionary } = await deps.db.asTeam(teamId, async (tx) => ({
    template: await templateOf(tx, input),
    dictionary: (await selectDictionary(tx, teamId))?.data ?? null,
  }));
  const brief = template === null ? input.brief : { ...input.brief, template: templateFile };
  const content = batchContent({ brief, products, template });
  assertAllowed(content, check(content));
  const { files, isDraft, createdBy } = input;
  await askModelConsent(deps, { brief, createdBy });
  return { teamId, brief, products, files, template, dictionary, isDraft, createdBy };
}

async function describe(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  { teamId, products, isDraft }: { teamId: string; products: number; isDraft: boolean },
  planned: PlannedBatch,
): Promise<AheadPlan> {
  const { plan, videos, pieces, words, warnings, difference } = planned;
  const { brief } = words;
  const quote = quoteBatch(brief, products, isDraft);
  const isFree = settings.CLIPO_CREDITS === 'off';
  const { drawn, available } = await db.asTeam(teamId, async (tx) => ({
    drawn: await selectDrawn(
      tx,
      teamId,
      pieces.map(({ piece }) => piece.hash),
    ),
    available: isFree ? null : (await selectBook(tx, teamId)).available,
  }));
  const missing = pieces.filter(({ piece }) => !drawn.has(piece.hash));
  const shown = new Map(videos.map((video) => [video.creative, video]));
  for (const video of [...videos].reverse()) {
    // The first of each creative tells its code.
    shown.set(video.creative, video);
  }
  return {
    creatives: plan.cells.length,
    videos: videos.length,
    axes: plan.axes,
    most: mostOf(brief, words.products),
    parts: plannedParts(brief, planned).slice(0, mostParts),
    cells: plan.cells.map((choices, index) => ({
      creative: index + 1,
      code: shown.get(index + 1)?.document.code ?? '',
      choices,
    })),
    difference: difference ?? null,
    pieces: { total: pieces.length, ready: pieces.length - missing.length },
    seconds: estimateSeconds(missing, videos.length),
    credits: { each: isFree ? 0 : quote.each, total: isFree ? 0 : quote.total, available },
    warnings,
  };
}

/** What every product can give: the poorest decides, as in the plan. */
function mostOf(brief: Brief, products: PlannedBatch['words']['products']): AheadPlan['most'] {
  const each = products.map(({ product }) => capacityOf(brief, product));
  const least = (axis: 'hook' | 'body' | 'cta') => Math.min(200, ...each.map((capacity) => capacity[axis]));
  return { hook: least('hook'), body: least('body'), cta: least('cta') };
}
