import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, type ImplicitLabel, type ManifestVideo, type PreparedMaterial } from '@clipo/contract';
import { captionFiles, joinVideo, makeAudioTrack, type RenderedVideo, type WorkerPool } from '@clipo/engine';
import { coverLabel, labelAss, labelJson, labelPng, labelSrt, labelVtt, makeImplicitLabel, verifyFile } from '@clipo/label';
import type { PreparedVideo } from './prepare-batch.ts';
import { recordFolder, recordText, videoHashOf } from './video-record.ts';

export interface FinishDeps {
  outDir: string;
  cacheDir: string;
  providerCode: string;
  pool: WorkerPool;
  materials: readonly PreparedMaterial[];
  signal: AbortSignal;
}

/**
 * Joins a video's pieces with its sound, writes captions and cover beside it, labels all of them and reads every label
 * back. Files appear under their names only when they are whole and labelled.
 * @throws ClipoError label_failed, disk_full, output_unwritable, cancelled …
 */
export async function finishVideo(video: PreparedVideo, rendered: RenderedVideo, deps: FinishDeps): Promise<ManifestVideo> {
  const before = process.cpuUsage();
  const videoHash = videoHashOf(video, deps.providerCode);
  const label = makeImplicitLabel({ providerCode: deps.providerCode, produceId: videoHash.slice(0, 32) });
  const paths = { file: `videos/${video.name}.mp4`, cover: `covers/${video.name}.png` };
  const [joined, captions] = await Promise.all([
    joinWithSound(video, rendered, paths.file, label, deps),
    writeCaptions(video, label, deps),
    writeCover(video, paths.cover, label, deps),
  ]);
  const { size } = video.settings;
  const used = process.cpuUsage(before);
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
    axes: video.axes,
    lines: video.lines.map((line) => ({
      role: line.role,
      text: line.text,
      ...(line.source === undefined ? {} : { source: line.source }),
      startFrame: line.startFrame,
      endFrame: line.startFrame + line.frames,
    })),
    scenes: rendered.scenes,
    captions,
    cover: paths.cover,
    label: {
      explicit: { text: video.settings.label?.text ?? '', heightPx: inkHeight(video.settings.label?.fontPx ?? 0) },
      implicit: label,
    },
    cpuSeconds: Math.round((rendered.cpuSeconds + (used.user + used.system) / 1e6) * 1000) / 1000,
  };
  await mkdir(join(deps.outDir, recordFolder), { recursive: true });
  await writeWhole(join(deps.outDir, recordFolder, `${video.name}.json`), recordText(videoHash, joined.bytes, finished));
  return finished;
}

/** Height of the label's Latin capitals, the lowest of its letters: 73 % of the font size in Noto Sans CJK. */
function inkHeight(fontPx: number): number {
  return Math.floor(fontPx * 0.73);
}

async function joinWithSound(video: PreparedVideo, rendered: RenderedVideo, file: string, label: ImplicitLabel, deps: FinishDeps) {
  const { voice, music, fps } = video.storyboard;
  const { track } = await makeAudioTrack({ voice, music, totalFrames: video.plan.frames, fps }, join(deps.cacheDir, 'sound'), deps.signal);
  const out = join(deps.outDir, `${file}.part`);
  try {
    const joined = await joinVideo({ segments: rendered.segments, audio: track, fps, tags: { AIGC: labelJson(label) }, out }, deps.signal);
    await publish(out, join(deps.outDir, file));
    return joined;
  } finally {
    await rm(out, { force: true });
  }
}

async function writeCaptions(video: PreparedVideo, label: ImplicitLabel, deps: FinishDeps): Promise<NonNullable<ManifestVideo['captions']>> {
  const { captions, fps } = video.storyboard;
  const text = captionFiles(captions, { fps, size: video.settings.size });
  const paths = { srt: `videos/${video.name}.srt`, vtt: `videos/${video.name}.vtt`, ass: `videos/${video.name}.ass` };
  const { language } = video;
  const labelled = { srt: labelSrt(text.srt, { label, language }), vtt: labelVtt(text.vtt, { label, language }), ass: labelAss(text.ass, { label, language }) };
  await Promise.all((['srt', 'vtt', 'ass'] as const).map((kind) => publishText(labelled[kind], join(deps.outDir, paths[kind]))));
  return paths;
}

async function writeCover(video: PreparedVideo, path: string, label: ImplicitLabel, deps: FinishDeps): Promise<void> {
  const scene = video.storyboard.scenes[0];
  if (scene === undefined) {
    throw new ClipoError('internal', 'a video without scenes');
  }
  const part = join(deps.outDir, `${path}.part`);
  try {
    const settings = { ...video.settings, label: null };
    const task = { kind: 'cover' as const, scene, sceneFrame: coverFrame(scene.frames), settings, label: coverLabel({ language: video.language, ...settings.size }), path: part };
    await deps.pool.run(task, deps.materials, deps.signal);
    await writeFile(part, labelPng(await readFile(part), label));
    await publish(part, join(deps.outDir, path));
  } finally {
    await rm(part, { force: true });
  }
}

/** A moment of the first scene when everything has come in. */
function coverFrame(frames: number): number {
  return Math.floor(frames * 0.6);
}

/** The gate: nothing gets its final name before its label has been read back from the disk. */
async function publish(part: string, path: string): Promise<void> {
  const verdict = await verifyFile(part);
  if (!verdict.ok) {
    const problem = verdict.problems.map((found) => found.message).join('; ');
    throw new ClipoError('label_failed', `${path}: ${problem}`, { details: { file: path, problem } });
  }
  await rename(part, path);
}

async function publishText(text: string, path: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, text);
    await publish(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  await writeFile(part, text);
  await rename(part, path);
}

/** Whether a path is a folder that can be written; used before any work starts. */
export async function ensureFolders(outDir: string): Promise<void> {
  for (const folder of ['videos', 'covers', recordFolder]) {
    await mkdir(join(outDir, folder), { recursive: true });
  }
  await stat(outDir);
}
