/** Consents, gestures that prove who consents, and the form of points of faces, for who keeps them and draws nobody. Needs Node. */

export { LandmarksFile, landmarksFileOf } from '../face/face-points.ts';
export { didGestures, type Gesture, gestures } from '../footage/gestures.ts';
export { keptOf } from './consent-store.ts';
export { consentText } from './consent-text.ts';
export { type ConsentForm, consentTerms, layConsent } from './make-consent.ts';
