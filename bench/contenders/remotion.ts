import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { job, makeReferenceFiles } from '../reference/material.ts';
import { sourcesOf } from '../reference/storyboard.ts';
import { captionStates } from './captions.ts';

/** What the bench uses of Remotion, which is no dependency of this repository. */
interface Remotion {
  bundle(options: { entryPoint: string; publicDir: string }): Promise<string>;
  selectComposition(options: Record<string, unknown>): Promise<unknown>;
  renderMedia(options: Record<string, unknown>): Promise<unknown>;
}

// Usage: remotion.ts FOLDER WORK OUT PEER: the reference job by Remotion, which is installed in PEER. Bundling counts.
const [folder = '', , out = '', peer = ''] = process.argv.slice(2);
const files = makeReferenceFiles(folder);
const require = createRequire(join(peer, 'package.json'));
const { bundle } = require('@remotion/bundler') as Remotion;
const { selectComposition, renderMedia } = require('@remotion/renderer') as Remotion;

// Real copies: links in the public folder are not served, and the composition finds its packages beside itself.
const publicDir = join(peer, 'public');
mkdirSync(publicDir, { recursive: true });
const sources = sourcesOf(files);
for (const path of [...sources, files.logo, files.voice, files.music]) {
  copyFileSync(path, join(publicDir, basename(path)));
}
const entryPoint = join(peer, 'video.jsx');
copyFileSync(new URL('./remotion-video.jsx', import.meta.url), entryPoint);

const browser = { browserExecutable: '/usr/bin/chromium', chromeMode: 'chrome-for-testing' };
const inputProps = { job, sources: sources.map((path) => basename(path)), states: captionStates };
const serveUrl = await bundle({ entryPoint, publicDir });
const composition = await selectComposition({ ...browser, serveUrl, id: 'job', inputProps });
await renderMedia({
  ...browser,
  serveUrl,
  composition,
  inputProps,
  codec: 'h264',
  x264Preset: 'veryfast',
  crf: 23,
  concurrency: availableParallelism(),
  audioBitrate: '192k',
  outputLocation: out,
});
