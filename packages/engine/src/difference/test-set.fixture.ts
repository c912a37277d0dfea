import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, type PreparedMaterial, type Scene, type Storyboard, type VoiceClip } from '@clipo/contract';
import { audioRate } from '../audio/audio-track.ts';
import { readWav } from '../audio/read-wav.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { joinVideo } from '../join/join-video.ts';
import { planVideo } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { renderVideos } from '../render/render-videos.ts';
import { openWorkerPool } from '../render/worker-pool.ts';
import type { MadeVideo } from './batch-signatures.ts';

const settings: RenderSettings = {
  size: { width: 180, height: 320 },
  fps: 30,
  codec: 'h264',
  quality: 'draft',
  encoder: 'libx264',
  label: { text: 'AI生成', fontPx: 13, x: 12, y: 48 },
};
const sceneFrames = 30;

/** What a video of the set is made of: pictures and lines by name, in order. */
interface Recipe {
  name: string;
  pictures: readonly string[];
  lines: readonly string[];
}

/** Pictures that resemble nothing but themselves, as FFmpeg draws them. */
const pictures: Readonly<Record<string, string>> = {
  coast: 'mandelbrot=s=360x640:start_scale=0.6:start_x=-0.74:start_y=-0.13',
  bars: 'smptebars=s=360x640,hflip,rotate=0.5',
  chart: 'testsrc2=s=360x640',
  hills: 'gradients=s=360x640:seed=5:n=6:type=radial',
  squares: 'color=gray:s=360x640,drawbox=20:40:120:200:white:fill,drawbox=200:330:140:260:black:fill',
  spiral: 'gradients=s=360x640:seed=9:n=8:type=spiral,drawbox=90:90:70:300:black:fill',
  valley: 'mandelbrot=s=360x640:start_scale=0.02:start_x=-1.25:start_y=0.06',
  target: 'color=white:s=360x640,drawbox=40:60:280:520:black:40,drawbox=140:250:80:140:gray:fill',
  weave: 'color=black:s=360x640,drawgrid=w=90:h=128:t=24:c=white',
  sunset: 'gradients=s=360x640:seed=3:n=3:type=linear:x0=0:y0=0:x1=0:y1=640:c0=black:c1=white:c2=gray',
};

const tumbler = ['coast', 'bars', 'chart', 'hills', 'squares'];
const said = ['Cold hands every morning?', 'This cup opens with one thumb.', 'Order yours today.'];

/** The set: one video, the same words over a cut of other order and one other shot, other words, another product. */
export const recipes = {
  base: { name: 'base', pictures: tumbler, lines: said },
  recut: { name: 'recut', pictures: ['chart', 'coast', 'hills', 'spiral', 'squares'], lines: said },
  reworded: {
    name: 'reworded',
    pictures: ['coast', 'bars', 'chart', 'spiral', 'squares'],
    lines: ['Six hours later, still hot.', 'Turn it over and not a drop falls out.', 'See it in our shop.'],
  },
  other: {
    name: 'other',
    pictures: ['valley', 'target', 'weave', 'sunset', 'valley'],
    lines: ['Your desk is a mess.', 'Four drawers hold what lies around.', 'Tidy up for nineteen dollars.'],
  },
} as const satisfies Record<string, Recipe>;

/** Renders the whole set through the engine's own workers; its pieces lie in `folder`/cache/pieces. */
export async function renderSet(folder: string): Promise<Record<keyof typeof recipes, MadeVideo>> {
  const materials = await Promise.all(Object.keys(pictures).map((name) => drawPicture(folder, name)));
  const names = Object.keys(recipes) as (keyof typeof recipes)[];
  const spoken = new Map(
    await Promise.all(
      [...new Set(names.flatMap((name): readonly string[] => recipes[name].lines))].map(
        async (line) => [line, await speak(line, folder)] as const,
      ),
    ),
  );
  const boards = names.map((name) => storyboardOf(recipes[name], spoken));
  const videos = boards.map((storyboard) => ({ storyboard, plan: planVideo(storyboard, settings), settings }));
  const pool = openWorkerPool(2);
  const segments: string[][] = [];
  try {
    await renderVideos(
      videos,
      {
        cacheDir: join(folder, 'cache'),
        pool,
        materials,
        onPiece: () => undefined,
        onVideo: (index, outcome) => {
          if (outcome instanceof ClipoError) {
            throw outcome;
          }
          segments[index] = outcome.segments;
        },
      },
      new AbortController().signal,
    );
  } finally {
    await pool.close();
  }
  const made = await Promise.all(
    videos.map(async ({ storyboard, plan }, index): Promise<MadeVideo> => {
      const file = join(folder, `${storyboard.name}.mp4`);
      await joinVideo({ segments: segments[index] ?? [], audio: null, fps: 30, tags: {}, out: file });
      const lines = recipes[names[index] ?? 'base'].lines.map((text) => ({ text }));
      return { storyboard, plan, settings, file, lines, axes: { hook: lines[0]?.text ?? '' } };
    }),
  );
  return Object.fromEntries(names.map((name, index) => [name, made[index]])) as Record<keyof typeof recipes, MadeVideo>;
}

/** The same video as someone else's copy: its file through `picture` and its voice through `sound` (FFmpeg filters). */
export async function copyOf(
  video: MadeVideo,
  folder: string,
  name: string,
  { picture, sound }: { picture: string; sound: string },
): Promise<MadeVideo> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.mp4`);
  const clips = video.storyboard.voice.map((clip, index) => ({
    ...clip,
    speechKey: `${name}-${index}`,
    source: clip.path,
    lossy: join(folder, `${name}-${index}.m4a`),
    path: join(folder, `${name}-${index}.wav`),
  }));
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '34', '-threads', '1', '-pix_fmt', 'yuv420p'];
  await runProgram('ffmpeg', [
    ...['-y', '-i', video.file, ...clips.flatMap(({ source }) => ['-i', source])],
    ...['-map', '0:v', '-vf', picture, ...encode, file],
    ...clips.flatMap(({ lossy }, index) => [
      '-map',
      `${index + 1}:a`,
      '-af',
      sound,
      '-c:a',
      'aac',
      '-b:a',
      '48k',
      lossy,
    ]),
  ]);
  await runProgram('ffmpeg', [
    ...['-y', ...clips.flatMap(({ lossy }) => ['-i', lossy])],
    ...clips.flatMap(({ path }, index) => ['-map', `${index}:a`, '-ar', '48000', '-ac', '1', path]),
  ]);
  const voice = await Promise.all(
    clips.map(async ({ source: _, lossy: __, ...clip }): Promise<VoiceClip> => {
      return { ...clip, sampleCount: (await readWav(clip.path)).length };
    }),
  );
  return { ...video, file, storyboard: { ...video.storyboard, name, voice } };
}

async function drawPicture(folder: string, name: string): Promise<PreparedMaterial> {
  const path = join(folder, `${name}.png`);
  await runProgram('ffmpeg', ['-y', '-f', 'lavfi', '-i', pictures[name] ?? '', '-frames:v', '1', path]);
  return { kind: 'image', id: name, file: name, path, rights: undefined, width: 360, height: 640, hasAlpha: false };
}

function storyboardOf(
  { name, pictures: shown, lines }: Recipe,
  spoken: ReadonlyMap<string, Omit<VoiceClip, 'startFrame'>>,
): Storyboard {
  const voice = lines.flatMap((line, index): VoiceClip[] => {
    const clip = spoken.get(line);
    return clip === undefined ? [] : [{ ...clip, startFrame: index * 2 * sceneFrames }];
  });
  return {
    version: 1,
    name,
    language: 'en',
    format: '9x16',
    fps: 30,
    scenes: shown.map((material, index): Scene => {
      const words = lines[Math.floor(index / 2)]?.split(' ') ?? [];
      return {
        id: `${index}`,
        role: index === 0 ? 'hook' : index === shown.length - 1 ? 'cta' : 'body',
        frames: sceneFrames,
        background: '#101010',
        layers: [
          {
            kind: 'image',
            material,
            box: { x: 0, y: 0, w: 1, h: 1 },
            motion: { from: { x: 0, y: 0, w: 1, h: 1 }, to: { x: 0.05, y: 0.05, w: 0.9, h: 0.9 }, ease: 'linear' },
            radius: 0,
            opacity: 1,
          },
          {
            kind: 'caption',
            words: words.map((text, place) => ({
              text,
              startFrame: place * 5,
              endFrame: place * 5 + 5,
              spaceAfter: true,
            })),
            box: { x: 0.06, y: 0.6, w: 0.8, h: 0.12 },
            style: { size: 0.08, color: '#FFFFFF', weight: 'bold', align: 'center', lineHeight: 1.25 },
            highlight: '#F2B134',
            maxLines: 2,
            opacity: 1,
          },
        ],
        transitionIn:
          index === 0 ? { kind: 'cut', frames: 0, direction: 'left' } : { kind: 'fade', frames: 6, direction: 'left' },
      };
    }),
    voice,
    music: null,
    captions: [],
  };
}

/** Says a line with FFmpeg's own voice. */
async function speak(line: string, folder: string): Promise<Omit<VoiceClip, 'startFrame'>> {
  const key = line.replace(/\W+/g, '-').toLowerCase();
  const path = join(folder, `${key}.wav`);
  const text = line.replace(/[,']/g, ' ');
  await runProgram('ffmpeg', [
    ...['-y', '-f', 'lavfi', '-i', `flite=text='${text}':voice=slt`, '-ar', String(audioRate), '-ac', '1', path],
  ]);
  return { speechKey: key, path, sampleCount: (await readWav(path)).length };
}
