import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { presenterModule } from '@clipo/batch';
import {
  ClipoError,
  type PreparedMaterial,
  type PreparedPerson,
  type PresenterRequest,
  type Scene,
} from '@clipo/contract';
import {
  findFonts,
  type MixRequest,
  makeAudioTrack,
  makePreviewForm,
  openWorkerPool,
  prepareMaterial,
  previewForm,
  type RenderSettings,
  runProgram,
  type WorkerPool,
} from '@clipo/engine';
import { labelFile, makeImplicitLabel } from '@clipo/label';
import { findFaceBoxes } from '@clipo/presenter/faces';
import { firstFace } from './font-face.ts';
import type { MediaStore } from './media-store.ts';

/** What a browser is sent to show a video without its being rendered. Everything is made once and kept in the cache. */
export interface PreviewMaker {
  /** A material as a small clip or still. @returns its path */
  material(material: PreparedMaterial, signal: AbortSignal): Promise<string>;
  /** The whole sound of a video as AAC, with the implicit label. @returns its path */
  sound(request: MixRequest, signal: AbortSignal): Promise<string>;
  /** The face that texts are drawn with, cut to the letters of `text`. WOFF2. */
  font(weight: 'regular' | 'bold', text: string): Promise<Uint8Array>;
  /** Frames of a person as a film (`presenterFilmType`), with the implicit label. Never kept: who withdraws a consent is on no disk. */
  person(request: PresenterRequest, person: PreparedPerson, signal: AbortSignal): Promise<Uint8Array>;
  /** One frame of a scene as JPEG, with both labels. Never kept. */
  scene(wanted: SceneWish, signal: AbortSignal): Promise<Buffer>;
  close(): Promise<void>;
}

/** A frame of a scene that is wanted as a picture, with all that it shows. */
export interface SceneWish {
  scene: Scene;
  sceneFrame: number;
  settings: RenderSettings;
  materials: readonly PreparedMaterial[];
  persons: readonly PreparedPerson[];
}

export interface PreviewMakerOptions {
  home: string;
  media: MediaStore;
  /** Of the labels of sounds. */
  providerCode: string;
}

/** So many cut faces are kept in memory; each is some ten kilobytes. */
const mostFonts = 64;

/** Opens it. What draws and mixes starts with the first who asks. */
export function openPreviewMaker({ home, media, providerCode }: PreviewMakerOptions): PreviewMaker {
  const folder = join(home, 'cache', previewForm);
  const soundDir = join(home, 'cache', 'sound');
  const underWay = new Map<string, Promise<void>>();
  const fonts = new Map<string, Promise<Uint8Array>>();
  let pool: WorkerPool | undefined;
  const faces = join(home, 'cache', 'fonts');
  const openPool = () => (pool ??= openWorkerPool(1, presenterModule, [], undefined, faces));
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other: the machine also renders. */
  const inTurn = (key: string, make: () => Promise<void>): Promise<void> => {
    const known = underWay.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = turn.then(make).finally(() => underWay.delete(key));
    underWay.set(key, made);
    turn = made.catch(() => undefined);
    return made;
  };
  return {
    async material(material, signal) {
      // By content: prepared forms of different materials are called alike, each in a folder of its own.
      const path = join(folder, `${material.id}-${basename(material.path)}.${material.kind}`);
      if (!(await isThere(path))) {
        await inTurn(path, async () =>
          makePreviewForm(await playable(material, { home, media }, signal), path, signal),
        );
      }
      return path;
    },
    async sound(request, signal) {
      await openPool().run({ kind: 'sound', request, cacheDir: soundDir }, [], signal);
      const { path } = (await makeAudioTrack(request, soundDir, signal)).track;
      const labelled = join(folder, basename(path));
      // The file of a finished video is labelled as a whole; this one leaves alone.
      if (!(await isThere(labelled))) {
        await inTurn(labelled, async () => {
          await mkdir(folder, { recursive: true });
          const produceId = basename(path, extname(path)).slice(0, 32);
          await labelFile(path, labelled, makeImplicitLabel({ providerCode, produceId }), { signal });
        });
      }
      return labelled;
    },
    font(weight, text) {
      const letters = [...new Set(text)].sort().join('');
      const key = `${weight} ${letters}`;
      const known = fonts.get(key) ?? cutFont(findFonts()[weight], letters);
      fonts.set(key, known);
      known.catch(() => fonts.delete(key));
      for (const [old] of [...fonts].slice(0, Math.max(0, fonts.size - mostFonts))) {
        fonts.delete(old);
      }
      return known;
    },
    async person(request, person, signal) {
      const path = join(folder, `${randomUUID()}.person.mp4`);
      try {
        await openPool().run({ kind: 'presenter', request, path }, [], signal, [person]);
        // The editor draws the label that is seen over it; a film that is saved from the answer still says what it is.
        await labelFile(path, path, makeImplicitLabel({ providerCode, produceId: randomUUID() }), { signal });
        return await readFile(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    async scene({ materials, persons, ...wanted }, signal) {
      await mkdir(folder, { recursive: true });
      const id = randomUUID();
      const path = join(folder, `${id}.scene.png`);
      const [plain, labelled] = [join(folder, `${id}.plain.jpg`), join(folder, `${id}.scene.jpg`)];
      try {
        const task = { ...wanted, kind: 'cover', label: wanted.settings.label, title: null, path } as const;
        await openPool().run(task, materials, signal, persons);
        const jpeg = ['-frames:v', '1', '-q:v', '4', '-c:v', 'mjpeg', '-f', 'image2', `file:${plain}`];
        await runProgram('ffmpeg', ['-v', 'error', '-i', `file:${path}`, ...jpeg], { signal });
        const produceId = id.replaceAll('-', '');
        await labelFile(plain, labelled, makeImplicitLabel({ providerCode, produceId }), { signal });
        return await readFile(labelled);
      } finally {
        await Promise.all([path, plain, labelled].map((file) => rm(file, { force: true })));
      }
    },
    async close() {
      await pool?.close();
    },
  };
}

async function cutFont(path: string, letters: string): Promise<Uint8Array> {
  const { default: subsetFont } = await import('subset-font');
  return subsetFont(firstFace(await readFile(path)), letters, { targetFormat: 'woff2' });
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** The material with a playable form on this machine: where another one prepared it, it is prepared here. */
async function playable(
  material: PreparedMaterial,
  { home, media }: Pick<PreviewMakerOptions, 'home' | 'media'>,
  signal: AbortSignal,
): Promise<PreparedMaterial> {
  if (await isThere(material.path)) {
    return material;
  }
  const root = join(home, 'cache', 'preview-work', material.id);
  const file = basename(material.file);
  await mkdir(root, { recursive: true });
  try {
    const original = await media.localFile(material.id);
    await link(original, join(root, file)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') {
        throw cause;
      }
    });
    const cacheDir = join(home, 'cache', 'materials');
    const made = await prepareMaterial({ file, root, cacheDir, mostLongSide: 1920, findFaces: findFaceBoxes, signal });
    if (!(await isThere(made.path))) {
      throw new ClipoError('not_found', `${file} is gone`, { details: { file } });
    }
    return made;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
