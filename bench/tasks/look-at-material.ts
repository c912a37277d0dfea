import { basename, dirname } from 'node:path';
import { prepareMaterial, watchClip } from '@clipo/engine';
import { findFaceBoxes } from '@clipo/presenter/faces';

// `look-at-material.ts analyse|prepare FILE CACHE`: one material, as a batch does it.
const [what, file = '', cacheDir = ''] = process.argv.slice(2);
if (what === 'analyse') {
  const { measures } = await watchClip(file, { width: 1920, height: 1080 }, 30, [], undefined, {
    findFaces: findFaceBoxes,
  });
  process.stdout.write(`${measures.length}\n`);
} else {
  const material = await prepareMaterial({
    file: basename(file),
    root: dirname(file),
    cacheDir,
    findFaces: findFaceBoxes,
  });
  process.stdout.write(`${material.id}\n`);
}
