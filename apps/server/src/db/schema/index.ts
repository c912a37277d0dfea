export * from './api-keys.ts';
export * from './batches.ts';
export * from './events.ts';
export * from './materials.ts';
export * from './pieces.ts';
export * from './teams.ts';
export * from './videos.ts';
