export * from './matrix/plan-matrix.ts';
export { capacityOf } from './script/line-places.ts';
export * from './script/slots.ts';
export * from './script/spoken.ts';
export * from './script/write-parts.ts';
