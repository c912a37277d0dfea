export { type AudioTrack, aacConfig } from './audio/audio-track.ts';
export { decodeVoice } from './audio/decode-voice.ts';
export { makeAudioTrack, mixHash } from './audio/encode-mix.ts';
export { encodeSounds, type SoundClip } from './audio/encode-sounds.ts';
export { type MixRequest, mixRequestOf } from './audio/mix-audio.ts';
export { captionFiles } from './captions/caption-files.ts';
export {
  type BatchVideo,
  type MadeVideo,
  madeSignatures,
  openPlanSignatures,
  planSignatures,
} from './difference/batch-signatures.ts';
export { findNearest, keepDifferent } from './difference/compare.ts';
export type { Signature } from './difference/signature.ts';
export { anotherShot } from './edit/another-shot.ts';
export { applyEdits, lineBlocks, linesOf } from './edit/apply-edits.ts';
export { carryEdits, joinEdits } from './edit/carry-edits.ts';
export { editsOfEntries, entriesOfEdits } from './edit/edit-entries.ts';
export { listChanges } from './edit/list-changes.ts';
export { encoderArguments, softwareEncoders } from './encode/encoder-arguments.ts';
export { pickEncoder } from './encode/pick-encoder.ts';
export { onProgramEnd } from './ffmpeg/program-ends.ts';
export { childCpuSeconds, runProgram, startProgram } from './ffmpeg/run.ts';
export { prepareFonts } from './fonts/prepare-fonts.ts';
export { isFontFile, readFont, rightsOfFont } from './fonts/read-font.ts';
export { type JoinedFile, joinVideo } from './join/join-video.ts';
export { createNodeCanvas, findFonts } from './layers/canvas-node.ts';
export { contrastOf } from './layers/palette.ts';
export { type LabelledVideos, type LabelPlace, placeLabels } from './layers/place-label.ts';
export { burnableEndings, burnLabel, lookAtPicture } from './materials/burn-label.ts';
export { hashFile } from './materials/hash-file.ts';
export { inspectMedia, type MediaFacts } from './materials/inspect-media.ts';
export { prepareMaterial } from './materials/prepare-material.ts';
export { prepareMaterials } from './materials/prepare-materials.ts';
export { watchClip } from './materials/prepare-video.ts';
export { makePreviewForm, previewForm, previewType } from './materials/preview-form.ts';
export { probeMedia } from './materials/probe-media.ts';
export { drawStrip, drawThumbnail, likenessOf, lumaOf, type SeenFile, seeFile } from './materials/see-file.ts';
export { readLumaFrames } from './media/luma-frames.ts';
export { createPresenterMedia } from './media/presenter-media.ts';
export { frameAt, type SampledFrame, sampleFrames } from './media/sample-frames.ts';
export { contentHash } from './plan/content-hash.ts';
export { distinctPieces } from './plan/plan-batch.ts';
export { type Piece, planVideo, type VideoPlan } from './plan/plan-video.ts';
export { engineVersion, type RenderSettings } from './plan/render-settings.ts';
export { checkPlan } from './quality/check-plan.ts';
export { type CheckedVideo, knownFindings, openQualityGate } from './quality/check-video.ts';
export { type CoverLook, coverLooks } from './render/cover-title.ts';
export { openPieceCache, type PieceCache } from './render/piece-cache.ts';
export { type PieceEdges, planEdges } from './render/plan-edges.ts';
export { pruneCache } from './render/prune-cache.ts';
export { type AlphaRequest, renderAlpha } from './render/render-alpha.ts';
export { presenterFilmType } from './render/render-presenter.ts';
export { type RenderedVideo, renderVideos, type VideoJob } from './render/render-videos.ts';
export { openWorkerPool, type WorkerPool } from './render/worker-pool.ts';
