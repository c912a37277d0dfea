/** Presenters made of people: their pictures, their consent, and engines elsewhere. Needs Node. */

export { type ConcernedVideo, consentFileOf, noteUse } from '../consent/consent-store.ts';
export { consentText } from '../consent/consent-text.ts';
export { type ConsentForm, makeConsent } from '../consent/make-consent.ts';
export { requireConsent } from '../consent/require-consent.ts';
export { withdrawConsent } from '../consent/withdraw-consent.ts';
export { type FacePoints, LandmarksFile } from '../face/face-points.ts';
export type { Motion } from '../face/liveliness.ts';
export type { MouthPose, MouthTrack } from '../face/mouth-pose.ts';
export { mouthTrackOf } from '../face/mouth-track.ts';
export { type IngestedFootage, ingestFootage } from '../footage/ingest-footage.ts';
export { type FootageShow, openFootage } from '../footage/open-footage.ts';
export { type CheckedPortrait, checkPortrait } from '../portrait/check-portrait.ts';
export { checkSpeaking, type SpeakingQuality } from '../portrait/check-speaking.ts';
export { landmarksFileOf, loadPortrait } from '../portrait/load-portrait.ts';
export { openPortrait, type PortraitShow } from '../portrait/open-portrait.ts';
export { type AliyunSettings, createAliyunEngine } from '../remote/aliyun-engine.ts';
export { type ClipoEngineSettings, createClipoEngine } from '../remote/clipo-engine.ts';
export { createDuixEngine, type DuixSettings } from '../remote/duix-engine.ts';
export type { FetchUrl } from '../remote/fetch-result.ts';
export { createHeygenEngine, type HeygenSettings } from '../remote/heygen-engine.ts';
export { type ImportedHeygen, importHeygenV2 } from '../remote/import-heygen-v2.ts';
export { orBuiltIn, type RemoteClip, type RemoteShow, reckonCost, renderRemote } from '../remote/render-remote.ts';
export { neededPurposes, type RemoteRun } from '../remote/run-remote.ts';
export { createTencentEngine, type TencentSettings } from '../remote/tencent-engine.ts';
export { signWebhook } from '../remote/webhook-signature.ts';
