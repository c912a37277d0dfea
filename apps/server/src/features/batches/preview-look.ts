import type { Deps } from '../../deps.ts';
import { localDocument } from '../../work/portable.ts';
import type { CreateBatch } from './create-batch.ts';
import { checkedRow } from './plan-ahead.ts';
import { tryPlan } from './try-plan.ts';

/** So many pictures tell how a template looks. */
const mostPictures = 6;
/** A moment of a scene at which what comes in has come. */
const settledShare = 0.7;

/** A scene as it is going to look. */
export interface SceneLook {
  role: string;
  /** With both labels, as the video will have them. */
  jpeg: Buffer;
}

/**
 * Draws scenes of the first video that a batch would make: its template with the team's own words, colours, fonts and
 * materials. Nothing is kept, encoded, held or charged.
 * @throws ClipoError as planning the batch does
 */
export async function previewLook(
  deps: Pick<Deps, 'db' | 'media' | 'settings' | 'previews'>,
  teamId: string,
  { brief, ...input }: CreateBatch & { createdBy: string | null },
  signal: AbortSignal,
): Promise<SceneLook[]> {
  const [language = 'zh-CN'] = brief.languages;
  const [format = '9x16'] = brief.formats;
  const { axes: _, ...plain } = brief;
  const first = { ...plain, languages: [language], formats: [format], count: 1, exclusions: [] };
  const row = await checkedRow(deps, teamId, { ...input, brief: first, isDraft: true });
  return tryPlan(deps, row, signal, async ({ videos: [video], pieces: [piece], people, ...planned }) => {
    const { home } = deps.settings;
    const scenes = spread(localDocument(video?.document.storyboard.scenes ?? [], home), mostPictures);
    const materials = localDocument(planned.materials, home);
    const looks: SceneLook[] = [];
    for (const scene of piece === undefined ? [] : scenes) {
      const sceneFrame = Math.floor(scene.frames * settledShare);
      const { settings } = localDocument(piece as NonNullable<typeof piece>, home);
      const persons = people.map(({ prepared }) => prepared);
      looks.push({
        role: scene.role,
        jpeg: await deps.previews.scene({ scene, sceneFrame, settings, materials, persons }, signal),
      });
    }
    return looks;
  });
}

/** At most so many, from the first to the last. */
function spread<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, (all.length - 1) / (most - 1));
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.round(at * step)] as T);
}
