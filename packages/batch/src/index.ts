export { presenterModule } from '@clipo/presenter';
export { checkCasting } from './make/casting.ts';
export { type PlannedToPass, replanKnown } from './make/check-quality.ts';
export { type CredentialSettings, openCredentialSigner } from './make/credentials.ts';
export { ensureFolders } from './make/finish-video.ts';
export { readLabelKey } from './make/label-key.ts';
export { failedVideo, makeBatch } from './make/make-batch.ts';
export { makeUnmarked } from './make/make-unmarked.ts';
export { makeVideo } from './make/make-video.ts';
export { markingOf } from './make/marking.ts';
export { comparedVideo, type DifferenceEstimate, estimateDifference } from './make/measure-difference.ts';
export { estimateSeconds, planMake } from './make/plan-make.ts';
export { type PreparedBatch, type PreparedVideo, prepareBatch } from './make/prepare-batch.ts';
export { providerOf } from './make/provider.ts';
export { replanVideo } from './make/replan-video.ts';
export type {
  MakeDeps,
  MakeInput,
  MakePlan,
  MakeProduct,
  MakeSettings,
  OutsideMeans,
  PlannedVideo,
} from './make/types.ts';
export { withPosts } from './make/with-posts.ts';
export { castPeople, withSameStandIns } from './people/cast-people.ts';
export { dropClips } from './people/perform-people.ts';
export { type PresentInput, presentText } from './present/present-text.ts';
export { candidatesOf, type MarkRecord, readMarkRecord } from './verify/mark-record.ts';
export { canReadPictures, readWords } from './verify/ocr/run.ts';
export { type MediaReport, type VerifyOptions, verifyMedia, type WatermarkReport } from './verify/verify-media.ts';
