/** Fetching addresses that users and models give. */

export { type AddressGuard, checkAddress, isPublicAddress, publicOnly } from './address-guard.ts';
export { type GuardedAnswer, type GuardedRequest, guardedFetch } from './guarded-fetch.ts';
