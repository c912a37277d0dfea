import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { markingOf, providerOf } from '@clipo/batch';
import {
  ClipoError,
  type Format,
  formats,
  frameSize,
  type Language,
  type PreparedMaterial,
  Rights,
  type Size,
  Storyboard,
} from '@clipo/contract';
import {
  encodeSounds,
  joinVideo,
  pickEncoder,
  planVideo,
  prepareMaterial,
  type RenderSettings,
  renderVideos,
} from '@clipo/engine';
import { assertLabelled, explicitLabel, labelJson, makeImplicitLabel, watermarkKeyId } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import { findFaceBoxes } from '@clipo/presenter/faces';
import { Verdict } from '../../check/verdict.ts';
import { sourcesOf } from '../../features/edits/check-sources.ts';
import { decidedMoments } from '../../features/edits/decided-moments.ts';
import { Edit, resolutions } from '../../features/edits/edit-schema.ts';
import { scenesOf } from '../../features/edits/lay-out-edit.ts';
import { soundsOf } from '../../features/edits/sounds-of.ts';
import { type TimedClip, timeClips } from '../../features/edits/time-clips.ts';
import { importMaterial } from '../../features/materials/import-material.ts';
import type { MaterialRow } from '../../features/materials/queries.ts';
import { usableMaterials } from '../../features/materials/usable-materials.ts';
import type { MadeFile, Making, RenderDeps } from './make-render.ts';

/** What an edit's addresses lead to. */
interface Fetched {
  /** The original file. */
  path: string;
  material: PreparedMaterial;
  /** Whether a reviewer looked at it and allowed it. */
  isDecided: boolean;
  /** Whose it is, and what may be done with it. */
  licence: { what: string; holder: string; licence: string; scope: string; sha256: string };
}

/** Longer edits are films, and their sound would not fit into memory. */
const mostSeconds = 600;

/** An edit of a time line as a video: its files are fetched through the guard, then it is drawn as any storyboard is. */
export async function makeEdit(deps: RenderDeps, making: Making): Promise<MadeFile> {
  const { row, folder, signal, tell } = making;
  const edit = Edit.parse(row.wish);
  const fetched = await fetchAll(deps, edit, making);
  const timed = timeClips(edit, (src) => fetched.get(src)?.material);
  const { fps } = edit.output;
  if (timed.frames > mostSeconds * fps) {
    throw inputFault('timeline', 'rule.edit_too_long', { seconds: Math.ceil(timed.frames / fps), most: mostSeconds });
  }
  const size = sizeOf(edit.output);
  const storyboard = Storyboard.parse({
    version: 1,
    name: row.id,
    language: languageOf(timed.clips),
    format: nearestFormat(size),
    fps,
    scenes: scenesOf(edit, timed, size),
    voice: [],
    music: null,
    captions: [],
  });
  const path = join(folder, 'edit.mp4');
  const label = makeImplicitLabel({
    providerCode: providerOf(deps.settings.CLIPO_PROVIDER_CODE).code,
    produceId: randomUUID(),
  });
  const segments = await drawAll(deps, storyboard, { size, edit, materials: materialsOf(fetched) }, making);
  const sounds = soundsOf(edit, timed, (src) => fetched.get(src)?.path ?? '');
  const sampleCount = Math.round((timed.frames * 48_000) / fps);
  const cacheDir = join(deps.settings.home, 'cache', 'sound');
  const audio = sounds.length === 0 ? null : await encodeSounds(sounds, { sampleCount, cacheDir, signal });
  await tell('saving', 95);
  await joinVideo({ segments, audio, fps, tags: { AIGC: labelJson(label) }, out: path }, signal);
  await assertLabelled(path, label);
  const durationMs = Math.round((timed.frames * 1000) / fps);
  return {
    path,
    type: 'video/mp4',
    name: `${row.id}.mp4`,
    isDecided: decidedMoments(timed.clips, fps, (src) => fetched.get(src)?.isDecided === true),
    result: { frames: timed.frames, fps, durationMs, ...size, licences: licencesOf(fetched) },
  };
}

function licenceOf({ name, sha256, rights }: MaterialRow): Fetched['licence'] {
  const { holder = '', licence = '', scope = '' } = Rights.safeParse(rights).data ?? {};
  return { what: name, holder, licence, scope, sha256 };
}

/** Each material once, as deliveries of videos list them. */
function licencesOf(fetched: ReadonlyMap<string, Fetched>): Fetched['licence'][] {
  return [...new Map([...fetched.values()].map(({ licence }) => [licence.sha256, licence])).values()];
}

async function fetchAll(deps: RenderDeps, edit: Edit, making: Making): Promise<Map<string, Fetched>> {
  const { row, folder, signal, tell } = making;
  const sources = [...new Set(sourcesOf(edit).map(({ src }) => src))];
  const fetched = new Map<string, Fetched>();
  for (const [index, src] of sources.entries()) {
    await tell('fetching', Math.floor((index / sources.length) * 20));
    const { material } = await importMaterial(deps, row, { url: src, words: {}, signal });
    // By the same rules as in a batch: what a reviewer has yet to see is not used, nor what has no rights to it.
    await deps.db.asTeam(row.teamId, (tx) => usableMaterials(tx, row.teamId, { [src]: material.id }, deps.settings));
    const file = `asset-${index + 1}`;
    await mkdir(folder, { recursive: true });
    await linkOrCopy(await deps.media.localFile(material.sha256), join(folder, file));
    const cacheDir = join(deps.settings.home, 'cache', 'materials');
    fetched.set(src, {
      isDecided: Verdict.safeParse(material.verdict).data?.ruling === 'allowed',
      licence: licenceOf(material),
      path: join(folder, file),
      material: await prepareMaterial({
        file,
        root: folder,
        cacheDir,
        mostLongSide: 3840,
        findFaces: findFaceBoxes,
        signal,
      }),
    });
  }
  return fetched;
}

/** A run that was begun before may have left it there. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') {
      await copyFile(from, to);
    }
  });
}

/** Materials by their content: two addresses may lead to the same file. */
function materialsOf(fetched: ReadonlyMap<string, Fetched>): PreparedMaterial[] {
  return [...new Map([...fetched.values()].map(({ material }) => [material.id, material])).values()];
}

/** Draws what is not in the cache. @returns the pieces in order */
async function drawAll(
  deps: RenderDeps,
  storyboard: Storyboard,
  { size, edit, materials }: { size: Size; edit: Edit; materials: readonly PreparedMaterial[] },
  { signal, tell }: Making,
): Promise<string[]> {
  const { encoder } = await pickEncoder('h264', deps.settings.CLIPO_ENCODER, signal);
  const settings: RenderSettings = {
    size,
    fps: storyboard.fps,
    codec: 'h264',
    quality: /low$/.test(edit.output.quality) ? 'draft' : 'final',
    encoder,
    label: explicitLabel({ language: storyboard.language, ...size }),
    mark: watermarkKeyId(markingOf(deps.settings.CLIPO_WATERMARK_KEY).key),
    isAlone: true,
  };
  const plan = planVideo(storyboard, settings);
  let done = 0;
  let told = tell('rendering', 20);
  let outcome: string[] | ClipoError = new ClipoError('internal', 'the video was not drawn');
  await renderVideos(
    [{ plan, settings }],
    {
      cacheDir: join(deps.settings.home, 'cache'),
      pool: deps.pool,
      materials,
      onPiece: ({ frames }) => {
        done += frames;
        const percent = 20 + Math.floor((done / plan.frames) * 70);
        told = told.then(() => tell('rendering', percent)).catch(() => undefined);
      },
      onVideo: (_, video) => {
        outcome = video instanceof ClipoError ? video : video.segments;
      },
    },
    signal,
  );
  await told;
  const segments = outcome as string[] | ClipoError;
  if (segments instanceof ClipoError) {
    throw segments;
  }
  return segments;
}

/** The frame of an output: its own size, or that of a resolution turned and cut to the aspect ratio. */
function sizeOf({ resolution = 'sd', aspectRatio, size }: Edit['output']): Size {
  const even = (value: number) => Math.round(value / 2) * 2;
  if (size !== undefined) {
    return { width: even(size.width), height: even(size.height) };
  }
  const [long, short] = resolutions[resolution];
  switch (aspectRatio) {
    case '16:9':
      return { width: long, height: short };
    case '9:16':
      return { width: short, height: long };
    case '1:1':
      return { width: short, height: short };
    case '4:5':
      return { width: short, height: even((short * 5) / 4) };
    case '4:3':
      return { width: even((short * 4) / 3), height: short };
  }
}

function nearestFormat({ width, height }: Size): Format {
  const shapeOf = (format: Format) => {
    const { width: across, height: down } = frameSize(format, 1080);
    return Math.abs(Math.log(across / down) - Math.log(width / height));
  };
  return formats.reduce((best, format) => (shapeOf(format) < shapeOf(best) ? format : best));
}

/** Of the label that is seen: Chinese, unless all words of the edit are of another script. */
function languageOf(clips: readonly TimedClip[]): Language {
  const texts = clips.flatMap(({ clip }) => ('text' in clip.asset ? [clip.asset.text] : []));
  return texts.length > 0 && !/\p{Script=Han}/u.test(texts.join('')) ? 'en' : 'zh-CN';
}
