import { createHash } from 'node:crypto';
import { briefFromTalk, type Proposal, scoreHook, type TimedLine } from '@clipo/agent';
import type { Brief, Language, TalkBrief, TalkCard, TalkPart } from '@clipo/contract';
import { check } from '../../check/check.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { PlannedBatch } from '../../work/plan-messages.ts';
import { batchContent } from '../batches/check-batch.ts';
import { plannedParts } from '../batches/planned-parts.ts';
import { tryPlan } from '../batches/try-plan.ts';
import { quoteBatch } from '../credits/prices.ts';
import { selectBook } from '../credits/queries.ts';
import { selectDictionary } from '../dictionary/queries.ts';
import { assertOffered, offeredTemplates } from '../templates/offered.ts';
import { selectMaterialsOf } from './queries.ts';

/** What a conversation would make, as a batch's body and as what is shown of it. */
export interface TalkPlan {
  proposal: Proposal;
  cards: TalkCard[];
  warnings: string[];
}

/** The body that starts a batch, and what names it. */
export interface TalkBatch {
  brief: Brief;
  files: Record<string, string>;
  isDraft: boolean;
  /** Names all that decides what is made. */
  hash: string;
}

type TalkDeps = Pick<Deps, 'db' | 'media' | 'settings'>;

/** What is planned: the agreement of a conversation, with the seed that is its own. */
export interface TalkToPlan {
  teamId: string;
  talk: TalkBrief;
  language: Language;
  seed: number;
}

/** The batch that a conversation has agreed on. */
export async function batchOfTalk(
  { db }: Pick<Deps, 'db'>,
  { teamId, talk, language, seed }: TalkToPlan,
): Promise<TalkBatch> {
  const rows = await db.asTeam(teamId, (tx) => selectMaterialsOf(tx, talk.materialIds ?? []));
  const materials = rows.map(({ id, name, rights }) => ({ id, name, rights: rights as never }));
  // Who named no look has the first that may be chosen.
  const template = talk.template ?? (await offeredTemplates({ db }))[0] ?? 'clear';
  const batch = briefFromTalk({ ...talk, template }, { language, seed, materials });
  const hash = createHash('sha256').update(JSON.stringify(batch)).digest('hex').slice(0, 24);
  return { ...batch, hash };
}

/**
 * Plans what a conversation has agreed on, as the batch would be planned, and makes nothing of it: the lines, the
 * storyboard and the matrix that are shown are those that would be made.
 * @throws ClipoError content_rejected, and of the input as planning a batch does
 */
export async function planTalk(deps: TalkDeps, wish: TalkToPlan, signal: AbortSignal): Promise<TalkPlan> {
  const batch = await batchOfTalk(deps, wish);
  const { brief, files, isDraft } = batch;
  const products = [{ product: brief.product as NonNullable<Brief['product']>, materials: brief.materials }];
  const content = batchContent({ brief, products, template: null });
  assertAllowed(content, check(content));
  await assertOffered(deps, brief);
  const { teamId } = wish;
  const dictionary = (await deps.db.asTeam(teamId, (tx) => selectDictionary(tx, teamId)))?.data ?? null;
  const row = { teamId, brief, products, files, template: null, dictionary, isDraft, createdBy: null };
  return tryPlan(deps, row, signal, (planned) => describe(deps, wish, batch, planned));
}

async function describe(
  deps: TalkDeps,
  { teamId }: TalkToPlan,
  batch: TalkBatch,
  planned: PlannedBatch,
): Promise<TalkPlan> {
  const { brief, isDraft, hash } = batch;
  const parts = plannedParts(brief, planned);
  const angles = parts
    .filter(({ axis, language }) => axis === 'hook' && language === brief.languages[0])
    .map(({ id, angle, lines: [line], language }) => ({
      part: id,
      angle,
      text: line?.text ?? '',
      score: Math.round(scoreHook(line?.text ?? '', language)),
    }));
  const { axes, cells } = planned.plan;
  const { videos, each, total } = quoteBatch(brief, 1, isDraft);
  const isFree = deps.settings.CLIPO_CREDITS === 'off';
  const balance = isFree ? null : (await deps.db.asTeam(teamId, (tx) => selectBook(tx, teamId))).available;
  const size = { hooks: axes.hook, bodies: axes.body, ctas: axes.cta, creatives: cells.length, videos };
  const { languages, formats, durationSeconds: seconds } = brief;
  const matrix = cells.slice(0, 60).map(({ hook, body, cta }) => ({ hook, body, cta }));
  return {
    proposal: {
      parts,
      angles,
      ...size,
      seconds,
      quote: { videos, each, total, isFree },
      lost: lostLines(brief, parts),
    },
    cards: [
      { kind: 'angles', items: angles },
      { kind: 'scripts', parts: parts.slice(0, 60) },
      ...storyboardOf(batch, planned),
      { kind: 'matrix', ...size, languages, formats, cells: matrix },
      { kind: 'quote', videos, seconds, each, total, isFree, balance, isDraft, brief: hash, batchId: null },
    ],
    warnings: planned.warnings,
  };
}

/** Own lines that the plan did not take. */
function lostLines({ lines = [] }: Brief, parts: readonly TalkPart[]): string[] {
  const isThere = (id: string, text: string) =>
    parts.some((part) => part.id === id && part.lines.some((line) => line.text === text));
  const isSaid = (id: string) => parts.some((part) => part.id === id);
  return lines.filter(({ part, text }) => isSaid(part) && !isThere(part, text)).map(({ part }) => part);
}

/** The first video as its storyboard: what is said when, over which material. */
function storyboardOf({ files }: TalkBatch, { videos, materials }: PlannedBatch): TalkCard[] {
  const [first] = videos;
  if (first === undefined) {
    return [];
  }
  const { storyboard, lines } = first.document;
  const { fps, scenes } = storyboard;
  const ms = (frames: number) => Math.round((frames * 1000) / fps);
  const fileOf = new Map(materials.map(({ id, file }) => [id, file]));
  let at = 0;
  const shots = scenes.map((scene) => {
    const startFrame = at;
    at += scene.frames;
    const seen = scene.layers.flatMap((layer) =>
      'material' in layer && layer.material !== undefined ? [layer.material] : [],
    );
    const file = seen.map((id) => fileOf.get(id)).find((name) => name !== undefined);
    return { startFrame, endFrame: at, materialId: file === undefined ? undefined : files[file] };
  });
  return [
    {
      kind: 'storyboard',
      name: first.name,
      seconds: ms(at) / 1000,
      scenes: (lines as TimedLine[]).map(({ role, section, text, startFrame, frames }) => {
        const materialId = shots.find(
          (shot) => shot.endFrame > startFrame && shot.materialId !== undefined,
        )?.materialId;
        return {
          role,
          section,
          text,
          startMs: ms(startFrame),
          ms: ms(frames),
          ...(materialId !== undefined && { materialId }),
        };
      }),
    },
  ];
}
