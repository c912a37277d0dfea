import { openRig, type RigCanvas, type RigFraming } from '@clipo/presenter';
import { type Canvas, createCanvas } from '@napi-rs/canvas';

// Draws a presenter as a render worker does, frame after frame with alpha, on one thread. Writes what a frame cost.
const [character = 'lin', framing = 'full', width = '540', height = '960', frames = '250'] = process.argv.slice(2);
const second = 48_000;
const fps = 25;
const sounds = ['h', 'ɛ', 'l', 'o', 'm', 'a', 'p', 'i', 'f', 's', 'u', ''];
const length = 4_000;
const seconds = Number(frames) / fps;
const rig = openRig({
  character,
  colors: { outfit: '#2f5d8c', accent: '#f2a03d' },
  track: {
    language: 'en',
    sampleCount: seconds * second,
    seed: 3,
    phonemes: Array.from({ length: Math.floor((seconds * second) / length) }, (_, index) => ({
      symbol: sounds[index % sounds.length] ?? '',
      startSample: index * length,
      endSample: (index + 1) * length,
    })),
    words: Array.from({ length: Math.floor(seconds / 1.5) }, (_, index) => ({
      text: 'word',
      startSample: Math.round((index + 0.5) * 1.5 * second),
      endSample: Math.round((index + 0.8) * 1.5 * second),
      stress: 1,
    })),
    sentences: [{ startSample: 0, endSample: seconds * second, mood: 'happy', role: 'body' }],
  },
  size: { width: Number(width), height: Number(height) },
  fps,
  framing: framing as RigFraming,
  canvas: {
    createCanvas: (w, h) => createCanvas(w, h) as unknown as RigCanvas,
    readPixels: (canvas) => (canvas as unknown as Canvas).data(),
  },
});

const draw = async (count: number) => {
  for (let frame = 0; frame < count; frame++) {
    rig.frameRgba(frame);
    // Skia's buffers are freed in a later turn of the loop; a render worker awaits between frames too.
    await new Promise((resolve) => setImmediate(resolve));
  }
};
await draw(25);
const before = process.cpuUsage();
const started = performance.now();
await draw(Number(frames));
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage(before);
rig.close();
process.stdout.write(
  JSON.stringify({ wallMsPerFrame: wallMs / Number(frames), cpuMsPerFrame: (user + system) / 1000 / Number(frames) }),
);
