export type { Frame } from './frame.ts';
export { judgePictures, type Seen } from './judge-picture.ts';
export { type Looker, openLooker, pictureRules } from './open-looker.ts';
export { KnownBad, PictureFinding } from './picture-finding.ts';
export { readWords } from './reading/read-words.ts';
export { canReadPictures } from './reading/run.ts';
export { spreadFrames } from './reading/spread-frames.ts';
