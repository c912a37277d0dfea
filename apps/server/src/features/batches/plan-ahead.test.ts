import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { videos } from '../../db/schema/index.ts';
import { batchInput, batchWhen } from '../../testing/make-batch.fixture.ts';
import { openWork, type TestWork } from '../../testing/work.fixture.ts';
import { type RunningWorker, startWorker } from '../../work/worker.ts';
import { createBatch } from './create-batch.ts';
import { planAhead } from './plan-ahead.ts';
import { selectBatches } from './queries.ts';
import { cancelBatch, pauseBatch, rescheduleBatch, resumeBatch } from './steer-batch.ts';

let work: TestWork;
let worker: RunningWorker;
let team = '';

beforeAll(async () => {
  work = await openWork('plan-ahead', { CLIPO_WORKERS: '1' });
  team = await work.addTeam();
  worker = await startWorker(work.deps);
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await work.stop();
});

const signal = new AbortController().signal;
const batches = () => work.deps.db.asTeam(team, (tx) => selectBatches(tx, team, { limit: 50 }));

describe('a matrix before it is started (C9)', () => {
  it('tells the very lines, codes and choices that are made then, and keeps nothing', async () => {
    const input = await batchInput(work.deps, team, {
      count: 4,
      brand: { name: '澄光' },
      axes: { hook: 2, body: 2, cta: 1 },
      template: ['clear', 'bold-promo'],
      music: ['calm-water', false],
      exclusions: [{ template: 2, hook: 1 }],
      lines: [{ language: 'zh-CN', part: 'H02', text: '出门前，水带了吗？' }],
    });
    const plan = await planAhead(work.deps, team, { ...input, createdBy: null }, signal);
    expect(plan).toMatchObject({ creatives: 4, videos: 4, axes: { hook: 2, body: 2, cta: 1, template: 2, music: 2 } });
    expect(plan.parts.find(({ id }) => id === 'H02')?.lines).toMatchObject([
      { text: '出门前，水带了吗？', isOwn: true },
    ]);
    expect(plan.difference?.least).toBeGreaterThan(0);
    expect(plan.pieces).toMatchObject({ ready: 0 });
    expect(plan.seconds).toBeGreaterThan(0);
    expect(plan.cells.every(({ choices: { hook, template } }) => hook !== 1 || template !== 2)).toBe(true);
    expect(await batches()).toEqual([]);

    const made = await createBatch(work.deps, team, input);
    await batchWhen(work.deps, made, ({ status }) => status !== 'planning');
    const documents = await work.deps.db.asTeam(team, (tx) =>
      tx.select({ document: videos.document }).from(videos).where(eq(videos.batchId, made.id)),
    );
    const codes = documents.map(({ document }) => document.code ?? '');
    expect(codes.sort()).toEqual(plan.cells.map(({ code }) => code).sort());
    expect(codes[0]).toMatch(/^澄光_CUP1_[A-Z]+_HOOK0\d_BODY0\d_CTA01_6s_1x1_zh_V1$/);
    for (const { document } of documents) {
      expect(document.axes.music === 'M02').toBe(document.storyboard.music === null);
    }
    await cancelBatch(work.deps, team, made.id);
  }, 600_000);
});

describe('a batch that is scheduled (C9)', () => {
  it('begins when it is time, and not before, whoever asks for its plan meanwhile; it can be moved and called off', async () => {
    const wait = 4000;
    const startsAt = new Date(Date.now() + wait).toISOString();
    const input = await batchInput(work.deps, team, { count: 1 });
    const soon = await createBatch(work.deps, team, { ...input, startsAt });
    const later = await createBatch(work.deps, team, { ...input, startsAt: inDays(2) });
    const never = await createBatch(work.deps, team, { ...input, startsAt: inDays(3) });
    // A pause that ends asks for the plan again: its time has not come all the same.
    await pauseBatch(work.deps, team, soon.id);
    await resumeBatch(work.deps, team, soon.id);
    const begun = await batchWhen(work.deps, soon, ({ startedAt }) => startedAt !== null);
    expect(begun.startedAt?.getTime()).toBeGreaterThanOrEqual(new Date(startsAt).getTime());
    expect((await cancelBatch(work.deps, team, never.id)).status).toBe('cancelled');
    const state = (await batches()).find(({ id }) => id === later.id);
    expect(state).toMatchObject({ status: 'planning', startedAt: null });
    await rescheduleBatch(work.deps, team, later.id, null);
    await batchWhen(work.deps, later, ({ startedAt }) => startedAt !== null);
    await expect(rescheduleBatch(work.deps, team, later.id, inDays(1))).rejects.toMatchObject({ code: 'conflict' });
    await expect(createBatch(work.deps, team, { ...input, startsAt: inDays(61) })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'startsAt' },
    });
    await cancelBatch(work.deps, team, soon.id).catch(() => undefined);
    await cancelBatch(work.deps, team, later.id).catch(() => undefined);
  }, 600_000);
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}
