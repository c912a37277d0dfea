import type { PreparedMaterial, Respoken, StoryboardEdits, StoryboardLine } from '@clipo/contract';
import { ClipoError } from '@clipo/contract';
import { applyEdits, mixRequestOf, type RenderSettings } from '@clipo/engine';
import type { BatchPrepared } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { localDocument } from '../../work/portable.ts';
import { type BatchRow, selectBatch } from '../batches/queries.ts';
import { baseOf, type OpenEdit, openEdit } from './open-edit.ts';
import { selectSiblings } from './queries.ts';
import { speakEdits } from './speak-line.ts';

/** A video that is edited, with its batch; paths are those of this machine. */
export interface EditDesk extends OpenEdit {
  batch: BatchRow & { prepared: BatchPrepared };
  materials: PreparedMaterial[];
  settings: RenderSettings;
}

/** Opens a video with all that showing it takes. @throws ClipoError no_such_thing, conflict */
export async function openDesk(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  teamId: string,
  videoId: string,
): Promise<EditDesk> {
  return db.asTeam(teamId, async (tx) => {
    const opened = await openEdit(tx, teamId, videoId);
    const batch = await selectBatch(tx, teamId, opened.video.batchId);
    if (batch?.prepared == null) {
      throw new ClipoError('internal', `batch ${opened.video.batchId} was not planned`);
    }
    const prepared = localDocument(batch.prepared, settings.home);
    const stored = localDocument(opened.row.base, settings.home);
    return {
      ...opened,
      base: baseOf(stored),
      batch: { ...batch, prepared },
      materials: prepared.materials,
      settings: stored.settings as RenderSettings,
    };
  });
}

/** Other videos of the batch, by their names. */
export async function siblingsOf({ db }: Pick<Deps, 'db'>, teamId: string, batchId: string) {
  return db.asTeam(teamId, (tx) => selectSiblings(tx, teamId, batchId));
}

/** The sound that the video has with its edits. */
export async function mixOf(
  deps: Pick<Deps, 'db' | 'speech'>,
  desk: EditDesk,
  edits: StoryboardEdits,
  signal: AbortSignal,
) {
  const spoken = await speakEdits(deps, desk, desk.batch.brief, edits, signal);
  const { storyboard } = applyEdits(desk.base, edits, sourcesOf(desk, spoken));
  const frames = storyboard.scenes.reduce((sum, scene) => sum + scene.frames, 0);
  return mixRequestOf(storyboard, frames);
}

function sourcesOf({ materials }: Pick<EditDesk, 'materials'>, spoken: ReadonlyMap<string, Respoken>) {
  return {
    respoken: (id: string) => spoken.get(id),
    material: (id: string) => materials.find((material) => material.id === id),
  };
}

/** What of a material a browser is told: its facts, and addresses in place of paths. */
export function materialView(material: PreparedMaterial, address: (name: string) => string): PreparedMaterial {
  const path = address(`material-${material.id}`);
  return material.kind === 'image' && material.cutOut !== undefined
    ? { ...material, path, cutOut: { ...material.cutOut, path: address(`cut-out-${material.id}`) } }
    : { ...material, path };
}

/** A storyboard's lines and pictures as a browser is told them: without places on this machine. */
export function storyboardView({ base }: Pick<OpenEdit, 'base'>): {
  storyboard: Record<string, unknown>;
  lines: readonly StoryboardLine[];
} {
  const { storyboard, lines } = base;
  const { music } = storyboard;
  return {
    lines,
    storyboard: {
      ...storyboard,
      voice: storyboard.voice.map((clip) => ({ ...clip, path: clip.speechKey })),
      music: music !== null && 'path' in music ? { ...music, path: music.material } : music,
    },
  };
}
