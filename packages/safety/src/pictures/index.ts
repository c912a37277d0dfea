export type { Frame } from './frame.ts';
export { type Looker, openLooker, pictureRules } from './open-looker.ts';
export { KnownBad, PictureFinding } from './picture-finding.ts';
