/** Engines elsewhere that animate presenters, for who only speaks to them. Needs Node. */

export { engineOf } from '../person/engine-of.ts';
export { EngineChoice, PersonDocument } from '../person/person-document.ts';
export type { FetchUrl } from './fetch-result.ts';
export type { OrderBook, OrderFacts } from './order-book.ts';
export { neededPurposes } from './run-remote.ts';
