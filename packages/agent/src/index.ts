export * from './matrix/plan-matrix.ts';
export * from './script/slots.ts';
export * from './script/spoken.ts';
