export { makeBatch } from './make/make-batch.ts';
export { planMake } from './make/plan-make.ts';
export { type PreparedBatch, type PreparedVideo, prepareBatch } from './make/prepare-batch.ts';
export type { MakeDeps, MakeInput, MakePlan, MakeProduct, PlannedVideo } from './make/types.ts';
