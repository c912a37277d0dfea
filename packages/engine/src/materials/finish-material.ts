import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImageMaterial, PreparedMaterial, VideoMaterial } from '@clipo/contract';
import { filterValue } from '../ffmpeg/filter-value.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { isWholeFile } from '../media/is-whole-file.ts';
import { filterStill, readStill } from './filter-still.ts';
import { gradeCube } from './grade-cube.ts';
import type { Grade } from './match-looks.ts';
import { type Mends, mendFilters } from './mend-clip.ts';
import { playableEncoder } from './playable-form.ts';

/** Raise it when the same recipe makes other pixels. */
const version = 2;

/** A material whose path is its playable form, and what is still to be mended in it. */
export interface Unfinished {
  material: PreparedMaterial;
  mends?: Mends | undefined;
}

/**
 * Mends and grades a material in one go: a clip is encoded once for both, and what needs neither is given back as it is.
 * A graded material has an `id` of its own (of its content and its correction), so nothing that was made of it before is
 * taken for it. The file is made once and kept in `cacheDir`.
 * @param grades one for each shot; null leaves it as it is.
 * @throws ClipoError `program_failed`, `disk_full`, `cancelled`.
 */
export async function finishMaterial(
  { material, mends }: Unfinished,
  grades: readonly (Grade | null)[],
  cacheDir: string,
  signal?: AbortSignal,
): Promise<PreparedMaterial> {
  const isGraded = grades.some((grade) => grade !== null);
  if (material.kind === 'audio' || (!isGraded && mends === undefined)) {
    return material;
  }
  const origin = path.dirname(material.path);
  const recipe = { version, of: material.id, from: path.basename(origin), mends, grades: isGraded ? grades : [] };
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
  const folder = path.resolve(cacheDir, 'matched', hash);
  const name = material.kind === 'image' ? 'matched.png' : 'matched.mp4';
  const done = { ...material, id: isGraded ? hash : material.id, path: path.join(folder, name) };
  if (await isWholeFile(done.path)) {
    return done;
  }
  const draft = `${folder}.${randomUUID()}.part`;
  await mkdir(draft, { recursive: true });
  try {
    const grading = await gradeFilters(material, grades, draft);
    const output = path.join(draft, name);
    if (material.kind === 'image') {
      const form = material.hasAlpha ? 'format=rgba' : 'format=rgb24';
      await filterStill(await readStill(material.path), [form, ...grading], output, signal);
    } else {
      const mending = mends === undefined ? [] : mendFilters(mends, material, origin);
      await runProgram('ffmpeg', clipArgs(material, mending, grading, output), signal && { signal });
    }
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder).catch(async (cause: unknown) => {
      // Another process made the same at the same time.
      if (!(await isWholeFile(done.path))) {
        throw cause;
      }
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return done;
}

/** A cube for each different correction, at work on its own shots only. */
async function gradeFilters(
  material: ImageMaterial | VideoMaterial,
  grades: readonly (Grade | null)[],
  folder: string,
): Promise<string[]> {
  const shots = new Map<string, string[]>();
  for (const [index, grade] of grades.entries()) {
    if (grade !== null) {
      const cube = gradeCube(grade);
      shots.set(cube, [...(shots.get(cube) ?? []), shotTest(material, index)]);
    }
  }
  const filters: string[] = [];
  for (const [cube, tests] of shots) {
    const file = path.join(folder, `grade-${filters.length}.cube`);
    await writeFile(file, cube);
    const when = material.kind === 'video' && grades.length > 1 ? `:enable='${tests.join('+')}'` : '';
    filters.push(`lut3d=file=${filterValue(file)}:interp=tetrahedral${when}`);
  }
  return filters;
}

/** By frame number: times of shots are rounded inwards and would miss the frames at cuts. */
function shotTest(material: ImageMaterial | VideoMaterial, index: number): string {
  if (material.kind === 'image') {
    return '1';
  }
  const frameAt = (ms: number) => Math.round((ms * material.fps) / 1000);
  const start = index === 0 ? 0 : frameAt(material.shots[index]?.startMs ?? 0);
  const next = material.shots[index + 1];
  return next === undefined ? `gte(n,${start})` : `gte(n,${start})*lt(n,${frameAt(next.startMs)})`;
}

function clipArgs(
  material: VideoMaterial,
  mending: readonly string[],
  grading: readonly string[],
  output: string,
): string[] {
  const flags = 'flags=bicubic+accurate_rnd+full_chroma_int';
  const inRgb = [
    `scale=in_color_matrix=bt709:in_range=limited:${flags},format=gbrp`,
    ...grading,
    `scale=out_color_matrix=bt709:out_range=limited:${flags},format=yuv420p`,
  ];
  const tags = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';
  const chain = [...mending, ...(grading.length === 0 ? [] : inRgb), tags];
  const input = ['-i', `file:${material.path}`, '-an', '-vf', chain.join(',')];
  return [...input, '-fps_mode', 'passthrough', ...playableEncoder, output];
}
