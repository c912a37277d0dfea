import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImageMaterial, PreparedMaterial, VideoMaterial } from '@clipo/contract';
import { filterValue } from '../ffmpeg/filter-value.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { isWholeFile } from '../media/is-whole-file.ts';
import { filterStill, readStill } from './filter-still.ts';
import { gradeCube } from './grade-cube.ts';
import { commonLook, type Grade, gradeTowards } from './match-looks.ts';
import type { Look } from './measure-look.ts';
import { playableEncoder } from './playable-form.ts';

/** Raise it when a grade makes other pixels of the same numbers. */
const version = 1;

/** A material with the looks of its shots, in order; a still has one, sound none. Null: not to be touched. */
export interface SeenMaterial {
  material: PreparedMaterial;
  looks: readonly (Look | null)[];
}

/**
 * Brings stills and shots that were taken in another light or exposed otherwise gently nearer to what the batch has in
 * common. What is near enough is given back as it is. A corrected material has an `id` of its own (of its content and
 * its correction), so nothing that was made of it before is taken for it; its file is made once and kept in `cacheDir`.
 * @throws ClipoError `program_failed`, `disk_full`, `cancelled`.
 */
export async function matchColors(
  seen: readonly SeenMaterial[],
  cacheDir: string,
  signal?: AbortSignal,
): Promise<PreparedMaterial[]> {
  const reference = commonLook(seen.flatMap(({ looks }) => looks.filter((look) => look !== null)));
  const matched: PreparedMaterial[] = [];
  for (const { material, looks } of seen) {
    const grades = looks.map((look) => (look === null || reference === null ? null : gradeTowards(look, reference)));
    matched.push(
      material.kind === 'audio' || grades.every((grade) => grade === null)
        ? material
        : await graded(material, grades, cacheDir, signal),
    );
  }
  return matched;
}

async function graded(
  material: ImageMaterial | VideoMaterial,
  grades: readonly (Grade | null)[],
  cacheDir: string,
  signal: AbortSignal | undefined,
): Promise<PreparedMaterial> {
  const recipe = { version, of: material.id, from: path.basename(path.dirname(material.path)), grades };
  const id = createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
  const folder = path.resolve(cacheDir, 'matched', id);
  const name = material.kind === 'image' ? 'matched.png' : 'matched.mp4';
  const done = { ...material, id, path: path.join(folder, name) };
  if (await isWholeFile(done.path)) {
    return done;
  }
  const draft = `${folder}.${randomUUID()}.part`;
  await mkdir(draft, { recursive: true });
  try {
    const filters = await gradeFilters(material, grades, draft);
    const output = path.join(draft, name);
    if (material.kind === 'image') {
      const form = material.hasAlpha ? 'format=rgba' : 'format=rgb24';
      await filterStill(await readStill(material.path), [form, ...filters], output, signal);
    } else {
      await runProgram('ffmpeg', clipArgs(material, filters, output), signal && { signal });
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

function clipArgs(material: VideoMaterial, filters: readonly string[], output: string): string[] {
  const flags = 'flags=bicubic+accurate_rnd+full_chroma_int';
  const chain = [
    `scale=in_color_matrix=bt709:in_range=limited:${flags},format=gbrp`,
    ...filters,
    `scale=out_color_matrix=bt709:out_range=limited:${flags},format=yuv420p`,
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ];
  const input = ['-i', `file:${material.path}`, '-an', '-vf', chain.join(',')];
  return [...input, '-fps_mode', 'passthrough', ...playableEncoder, output];
}
