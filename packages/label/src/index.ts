/** AI-content labels of GB 45438-2025: write, read, verify. */

// What the functions below take and throw, for those who install this package alone.
export type { ExplicitLabel, ImplicitLabel, Language } from '@clipo/contract';
export { ClipoError } from '@clipo/contract/errors';
export { readAiOrigin } from './ai-origin.ts';
export { isSpokenLabelEnough, rhythmLabel, spokenLabel, spokenLabelPace } from './audible-label.ts';
export { type BrokenRule, checkFile, type LabelReport, sentenceOf, type Verdict } from './check-file.ts';
export {
  type CredentialAlgorithm,
  type CredentialSigner,
  openFileSigner,
  signerId,
} from './credentials/credential-signer.ts';
export { type CredentialSupport, credentialSupport } from './credentials/credential-support.ts';
export { openDevelopmentSigner } from './credentials/development-signer.ts';
export { type CredentialReport, type CredentialState, readCredentials } from './credentials/read-credentials.ts';
export {
  type CredentialClaim,
  type CredentialIngredient,
  type SourceType,
  signCredentials,
  sourceTypes,
} from './credentials/sign-credentials.ts';
export {
  coverLabel,
  explicitLabel,
  isConformingWording,
  type LabelledFrame,
  labelPlaces,
  labelWording,
  type PlacedLabel,
} from './explicit-label.ts';
export type { FoundLabel, LabelledKind, LabelPlace } from './found-label.ts';
export { labelJson, labelKeys, makeImplicitLabel, type ProducedContent } from './implicit-label.ts';
export { labelFile } from './label-file.ts';
export { labelMp4 } from './mp4/label-mp4.ts';
export { aigcMetaPayload } from './mp4/set-movie-label.ts';
export { type ParsedLabel, parseLabelJson } from './parse-label-json.ts';
export { labelPng } from './png/label-png.ts';
export type { LabelProblem, LabelProblemCode } from './problem.ts';
export { developmentProviderCode, type ProviderCode, parseProviderCode } from './provider-code.ts';
export { type LabelReading, readLabels } from './read-labels.ts';
export { type LabelRule, labelRules, type Severity } from './rules.ts';
export { sarifOf } from './sarif.ts';
export {
  type LabelKey,
  type LabelSignature,
  makeLabelKey,
  parseLabelKey,
  readSignature,
  type SignatureAlgorithm,
  signLabel,
} from './sign/sign-label.ts';
export { labelAss } from './subtitles/ass.ts';
export type { SubtitleLabels } from './subtitles/cue.ts';
export { labelSrt } from './subtitles/srt.ts';
export { labelVtt } from './subtitles/vtt.ts';
export { assertLabelled, type Verification, verifyFile } from './verify-file.ts';
export { pieceIdOf } from './watermark/piece-code.ts';
export {
  foundFrom,
  openWatermarkReader,
  type ReadPiece,
  type WatermarkReader,
  type WatermarkReading,
} from './watermark/reader.ts';
export { createMarker, markerModule, openWatermarkKey, watermarkKeyId } from './watermark/render-port.ts';
