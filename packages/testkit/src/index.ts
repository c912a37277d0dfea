export * from './busy-factor.ts';
export * from './damage-bytes.ts';
export * from './find-chromium-node.ts';
export * from './odd-pictures.ts';
export * from './sample-font.ts';
export * from './temp-folder.ts';
export * from './tiny-media.ts';
export * from './turn-by-exif.ts';
