/** Presenters made of people: their pictures, their consent, and engines elsewhere. Needs Node. */

export { type ConcernedVideo, consentFileOf, noteUse } from '../consent/consent-store.ts';
export { consentText } from '../consent/consent-text.ts';
export { type ConsentForm, makeConsent } from '../consent/make-consent.ts';
export { requireConsent } from '../consent/require-consent.ts';
export { withdrawConsent } from '../consent/withdraw-consent.ts';
export { type FacePoints, LandmarksFile } from '../face/face-points.ts';
export type { Motion } from '../face/liveliness.ts';
export type { MouthPose, MouthTrack } from '../face/mouth-pose.ts';
export { type CheckedPortrait, checkPortrait } from '../portrait/check-portrait.ts';
export { checkSpeaking, type SpeakingQuality } from '../portrait/check-speaking.ts';
export { landmarksFileOf, loadPortrait } from '../portrait/load-portrait.ts';
export { openPortrait, type PortraitShow } from '../portrait/open-portrait.ts';
export { type FetchUrl, fetchResult } from '../remote/fetch-result.ts';
