import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { coverWords } from '@clipo/agent';
import {
  ClipoError,
  type ExplicitLabel,
  type Format,
  type ImplicitLabel,
  type ManifestVideo,
  type PreparedMaterial,
  type PreparedPerson,
  type Size,
} from '@clipo/contract';
import {
  type CoverLook,
  captionFiles,
  hashFile,
  type JoinedFile,
  joinVideo,
  makeAudioTrack,
  mixRequestOf,
  type RenderedVideo,
  type WorkerPool,
} from '@clipo/engine';
import {
  assertLabelled,
  type CredentialClaim,
  type CredentialSigner,
  coverLabel,
  type LabelKey,
  labelAss,
  labelJson,
  labelPng,
  labelSrt,
  labelVtt,
  makeImplicitLabel,
  signCredentials,
  signLabel,
} from '@clipo/label';
import { chooseCover } from './choose-cover.ts';
import { coverShapes, otherCover } from './cover-shapes.ts';
import { claimOf } from './credentials.ts';
import { recordFolder, workFolder } from './folders.ts';
import { onPlate } from './label-plate.ts';
import type { PreparedVideo } from './prepare-batch.ts';
import type { MakeInput } from './types.ts';
import { recordText, videoHashOf } from './video-record.ts';

export interface FinishDeps {
  outDir: string;
  cacheDir: string;
  providerCode: string;
  /** Signs the labels of videos, covers and subtitles. */
  labelKey?: LabelKey | undefined;
  /** Signs content credentials of videos and covers; `folder` is where the brief's files are. */
  credentials?: { signer: CredentialSigner; folder: string } | undefined;
  pool: WorkerPool;
  materials: readonly PreparedMaterial[];
  /** Persons that videos may show: their consent is asked before each is finished. */
  people?: readonly PreparedPerson[];
  /** The brief and its products, for the words of the covers. */
  input: Pick<MakeInput, 'brief' | 'products'>;
  signal: AbortSignal;
}

/**
 * Joins a video's pieces with its sound, writes captions and cover beside it, labels all of them and reads every label
 * back. Files appear under their names only when they are whole and labelled.
 * @throws ClipoError label_failed, disk_full, output_unwritable, cancelled …
 */
export async function finishVideo(
  video: PreparedVideo,
  rendered: RenderedVideo,
  deps: FinishDeps,
): Promise<ManifestVideo> {
  const videoHash = videoHashOf(video, deps);
  const marks = await marksOf(video, videoHash.slice(0, 32), deps);
  const { label } = marks;
  const paths = { file: `videos/${video.name}.mp4`, cover: `covers/${video.name}.png` };
  const otherCovers = coverShapes(video, deps.input).map((format) => ({
    format,
    file: otherCover(video.name, format),
  }));
  const parts = [
    joinWithSound(video, rendered, paths.file, marks, deps),
    writeCaptions(video, label, deps),
    writeCover(video, { path: paths.cover, size: video.settings.size }, marks, deps),
    writeOtherCovers(video, otherCovers, marks, deps),
  ] as const;
  const ends = await Promise.allSettled(parts);
  if (ends.some((end) => end.status === 'rejected')) {
    await removeWithoutFilm(video.name, deps.outDir);
  }
  const [film, captions, ...coverSeconds] = await Promise.all(parts);
  const { joined } = film;
  const { size } = video.settings;
  const finished: ManifestVideo = {
    name: video.name,
    product: video.product,
    creative: video.creative,
    status: 'done',
    file: paths.file,
    sha256: joined.sha256,
    width: size.width,
    height: size.height,
    fps: video.settings.fps,
    frames: joined.frames,
    durationMs: Math.round((joined.frames * 1000) / video.settings.fps),
    language: video.language,
    format: video.format,
    ...(video.code !== undefined && { code: video.code }),
    axes: video.axes,
    lines: video.lines.map((line) => ({
      role: line.role,
      text: line.text,
      ...(line.source === undefined ? {} : { source: line.source }),
      startFrame: line.startFrame,
      endFrame: line.startFrame + line.frames,
    })),
    scenes: rendered.scenes,
    ...voiceOf(video),
    captions,
    cover: paths.cover,
    ...(otherCovers.length > 0 && { otherCovers }),
    label: {
      explicit: {
        text: (video.settings.label?.text ?? '').replace('\n', ' · '),
        heightPx: inkHeight(video.settings.label?.fontPx ?? 0),
      },
      implicit: label,
    },
    ...(video.presenter === undefined ? {} : { presenter: video.presenter }),
    cpuSeconds: Math.round((rendered.cpuSeconds + film.cpuSeconds + coverSeconds[0] + coverSeconds[1]) * 1000) / 1000,
  };
  const record = join(deps.outDir, workFolder, `${video.name}.json`);
  await writeFile(record, recordText(videoHash, joined.bytes, finished));
  await rename(record, join(deps.outDir, recordFolder, `${video.name}.json`));
  return finished;
}

/** Who speaks, under what licence, and how sure the words' times are. */
function voiceOf({ lines: [first] }: PreparedVideo): Pick<ManifestVideo, 'voice'> {
  return first === undefined
    ? {}
    : {
        voice: {
          engine: first.speech.engine,
          licence: first.speech.voiceLicence,
          wordTimes: first.speech.timesFrom,
        },
      };
}

/** What a file says of its making: its implicit label and, where they are on, who signs its content credentials. */
export interface Marks {
  label: ImplicitLabel;
  seal?: { claim: CredentialClaim; signer: CredentialSigner } | undefined;
}

/** What the files of a video say of their making; `produceId` names just these files. */
export async function marksOf(
  video: Pick<PreparedVideo, 'name' | 'storyboard' | 'lines'>,
  produceId: string,
  { providerCode, labelKey, credentials, materials, people = [] }: FinishDeps,
): Promise<Marks> {
  const plain = makeImplicitLabel({ providerCode, produceId });
  const label = labelKey === undefined ? plain : signLabel(plain, labelKey);
  if (credentials === undefined) {
    return { label };
  }
  const { name, storyboard, lines } = video;
  const engines = lines.map(({ speech }) => speech.engine);
  const claim = await claimOf({ name, storyboard, engines, materials, people, folder: credentials.folder });
  return { label, seal: { claim, signer: credentials.signer } };
}

/** A file as it is once it was signed. */
async function measure(path: string): Promise<Pick<JoinedFile, 'sha256' | 'bytes'>> {
  return { sha256: await hashFile(path), bytes: (await stat(path)).size };
}

/** Height of the label's Latin capitals, the lowest of its letters: 73 % of the font size in Noto Sans CJK. */
function inkHeight(fontPx: number): number {
  return Math.floor(fontPx * 0.73);
}

/** Joins a video's pieces with its sound into a labelled file. */
export async function joinWithSound(
  video: Pick<PreparedVideo, 'storyboard' | 'plan'>,
  rendered: Pick<RenderedVideo, 'segments'>,
  file: string,
  marks: Marks,
  deps: FinishDeps,
): Promise<{ joined: JoinedFile; cpuSeconds: number }> {
  const { fps } = video.storyboard;
  const request = mixRequestOf(video.storyboard, video.plan.frames);
  const cacheDir = join(deps.cacheDir, 'sound');
  // Mixed in a worker: this thread stays free to join, and the worker knows what it cost.
  const soundSeconds = await deps.pool.run({ kind: 'sound', request, cacheDir }, [], deps.signal);
  const { track } = await makeAudioTrack(request, cacheDir, deps.signal);
  const before = process.threadCpuUsage();
  const tags = { AIGC: labelJson(marks.label) };
  const plain = await publish(deps.outDir, file, marks, (part) =>
    joinVideo({ segments: rendered.segments, audio: track, fps, tags, out: part }, deps.signal),
  );
  const joined = marks.seal === undefined ? plain : { ...plain, ...(await measure(join(deps.outDir, file))) };
  const used = process.threadCpuUsage(before);
  return { joined, cpuSeconds: soundSeconds + (used.user + used.system) / 1e6 };
}

async function writeCaptions(
  video: PreparedVideo,
  label: ImplicitLabel,
  deps: FinishDeps,
): Promise<NonNullable<ManifestVideo['captions']>> {
  const { captions, fps } = video.storyboard;
  const plain = captionFiles(captions, { fps, size: video.settings.size });
  const labels = { label, language: video.language };
  const texts = {
    srt: labelSrt(plain.srt, labels),
    vtt: labelVtt(plain.vtt, labels),
    ass: labelAss(plain.ass, labels),
  };
  const pathOf = (kind: keyof typeof texts) => `videos/${video.name}.${kind}`;
  await Promise.all(
    (['srt', 'vtt', 'ass'] as const).map((kind) =>
      publish(deps.outDir, pathOf(kind), { label }, (part) => writeFile(part, texts[kind])),
    ),
  );
  return { srt: pathOf('srt'), vtt: pathOf('vtt'), ass: pathOf('ass') };
}

async function writeOtherCovers(
  video: PreparedVideo,
  covers: readonly { format: Format; file: string }[],
  marks: Marks,
  deps: FinishDeps,
): Promise<number> {
  const { width } = video.settings.size;
  const seconds = await Promise.all(
    covers.map(({ format, file }) => {
      const [across = 1, down = 1] = format.split('x').map(Number);
      const height = Math.round((width * down) / across / 2) * 2;
      return writeCover(video, { path: file, size: { width, height } }, marks, deps);
    }),
  );
  return seconds.reduce((sum, each) => sum + each, 0);
}

/**
 * Draws a video's cover into a labelled file.
 * @param corner the label that is seen on it; null only where the law allows a cover without it
 */
export async function writeCover(
  video: Omit<PreparedVideo, 'others'>,
  {
    path,
    size,
    corner = onPlate(coverLabel({ language: video.language, ...size }), video.settings.label?.plate),
  }: { path: string; size: Size; corner?: ExplicitLabel | null },
  marks: Marks,
  deps: FinishDeps,
): Promise<number> {
  const chosen = chooseCover(video.storyboard.scenes, {
    creative: video.creative,
    size,
    materials: new Map(deps.materials.map((material) => [material.id, material])),
  });
  if (chosen === undefined) {
    throw new ClipoError('internal', 'a video without scenes');
  }
  const { scene, look } = chosen;
  const settings = { ...video.settings, size, label: null };
  return publish(deps.outDir, path, marks, async (part) => {
    const cpuSeconds = await deps.pool.run(
      {
        kind: 'cover',
        scene,
        sceneFrame: coverFrame(scene.frames),
        settings,
        label: corner,
        title: coverTitle(video, look, deps.input),
        path: part,
      },
      deps.materials,
      deps.signal,
    );
    await writeFile(part, labelPng(await readFile(part), marks.label));
    return cpuSeconds;
  });
}

/** The opening's strongest words, with what they are about beneath, where they do not name it themselves. */
function coverTitle(video: Omit<PreparedVideo, 'others'>, look: CoverLook, { brief, products }: FinishDeps['input']) {
  const product = products.find((entry) => entry.product.id === video.product)?.product;
  if (product === undefined) {
    return null;
  }
  const { language, lines } = video;
  const { text, name } = coverWords({ brief, product, language, lines });
  const [main, accent] = brief.brand?.colors ?? [];
  return { text, name, look, accent: accent ?? main ?? defaultAccent };
}

const defaultAccent = '#FFC94D';

/** An early moment of the scene when everything has come in. */
function coverFrame(frames: number): number {
  return Math.floor(frames * 0.25);
}

/**
 * The gate: a file is made in the work folder and gets its place only when its label has been read back from the disk.
 * What is cut off half way stays out of sight and is thrown away. Content credentials are signed last of all, over the label.
 */
async function publish<T>(
  outDir: string,
  path: string,
  { label, seal }: Marks,
  make: (part: string) => Promise<T>,
): Promise<T> {
  const part = join(outDir, workFolder, basename(path));
  try {
    const made = await make(part);
    await assertLabelled(part, label);
    if (seal !== undefined) {
      await signCredentials(part, part, seal.claim, seal.signer);
      await assertLabelled(part, label);
    }
    await rename(part, join(outDir, path));
    return made;
  } finally {
    await rm(part, { force: true });
  }
}

/** Subtitles and a cover without their film would be taken for a result. */
async function removeWithoutFilm(name: string, outDir: string): Promise<void> {
  if ((await stat(join(outDir, `videos/${name}.mp4`)).catch(() => undefined)) !== undefined) {
    return;
  }
  const covers = [`covers/${name}.png`, otherCover(name, '3x4')];
  const files = [...['srt', 'vtt', 'ass'].map((ending) => `videos/${name}.${ending}`), ...covers];
  await Promise.all(files.map((file) => rm(join(outDir, file), { force: true })));
}

/** Makes the folders of a batch, before any work starts. */
export async function ensureFolders(outDir: string): Promise<void> {
  for (const folder of ['videos', 'covers', recordFolder, workFolder]) {
    await mkdir(join(outDir, folder), { recursive: true });
  }
}
