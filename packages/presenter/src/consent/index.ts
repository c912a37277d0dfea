/** Consents alone, for who keeps and asks them and draws nobody. Needs Node. */

export { keptOf } from './consent-store.ts';
export { consentText } from './consent-text.ts';
export { type ConsentForm, consentTerms, layConsent } from './make-consent.ts';
