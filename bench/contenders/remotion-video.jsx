// The reference job as a Remotion composition; `props.job` holds the numbers, pictures stand in the public folder.
import { createElement as h } from 'react';
import {
  AbsoluteFill,
  Audio,
  Composition,
  Img,
  interpolate,
  OffthreadVideo,
  registerRoot,
  Sequence,
  staticFile,
  useCurrentFrame,
} from 'remotion';

const fill = { width: '100%', height: '100%', objectFit: 'cover' };

function Still({ job, path, before }) {
  const share = (useCurrentFrame() - before) / (job.sceneFrames - 1);
  const zoom = 1 / (1 - 0.12 * share);
  const shift = `translate(${-6 * share * zoom}%, ${-4 * share * zoom}%) scale(${zoom})`;
  return h(Img, { src: staticFile(path), style: { ...fill, transformOrigin: '0 0', transform: shift } });
}

function FadeIn({ frames, children }) {
  const opacity = frames === 0 ? 1 : interpolate(useCurrentFrame() + 0.5, [0, frames], [0, 1], { extrapolateRight: 'clamp' });
  return h(AbsoluteFill, { style: { opacity } }, children);
}

function Captions({ job, states }) {
  const frame = useCurrentFrame();
  const state = states.find((other) => frame >= other.startFrame && frame < other.endFrame);
  const style = {
    position: 'absolute',
    top: '66%',
    width: '100%',
    textAlign: 'center',
    font: `bold ${Math.round(job.width * 0.07)}px "Noto Sans CJK SC"`,
    WebkitTextStroke: '12px black',
    paintOrder: 'stroke fill',
  };
  const words = state?.page.map((word, index) =>
    h('span', { key: index, style: { color: index === state.lit ? '#F2B134' : '#FFFFFF' } }, word),
  );
  return h('div', { style }, words);
}

function Video({ job, sources, states }) {
  const half = job.fadeFrames / 2;
  const frame = useCurrentFrame();
  const isSpoken = (frame / job.fps) % 0.6 > 0.25;
  return h(
    AbsoluteFill,
    { style: { background: 'black' } },
    sources.map((path, index) => {
      const before = index === 0 ? 0 : half;
      const frames = job.sceneFrames + before + (index === sources.length - 1 ? 0 : half);
      const trimBefore = Math.round((job.clipStartMs * job.fps) / 1000) - before;
      const picture = path.endsWith('.png')
        ? h(Still, { job, path, before })
        : h(OffthreadVideo, { src: staticFile(path), style: fill, muted: true, trimBefore });
      return h(
        Sequence,
        { key: path, from: index * job.sceneFrames - before, durationInFrames: frames },
        h(FadeIn, { frames: index === 0 ? 0 : job.fadeFrames }, picture),
      );
    }),
    h(Captions, { job, states }),
    h(Img, { src: staticFile('logo.png'), style: { position: 'absolute', left: '78%', top: '5%' } }),
    h(Audio, { src: staticFile('voice.wav') }),
    h(Audio, { src: staticFile('music.wav'), volume: isSpoken ? 0.15 : 0.5 }),
  );
}

registerRoot(() =>
  h(Composition, {
    id: 'job',
    component: Video,
    width: 1080,
    height: 1920,
    fps: 30,
    durationInFrames: 450,
    defaultProps: {},
  }),
);
