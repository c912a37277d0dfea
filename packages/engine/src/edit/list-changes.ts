import type { EditBase, EditChange, EditedShot, StoryboardEdits } from '@clipo/contract';
import { lineBlocks } from './apply-edits.ts';
import { cardTexts } from './card-texts.ts';
import { shotOf } from './edit-shot.ts';

/**
 * What edits change of a storyboard, in the order in which a viewer would notice; what is as it was is not told. Pure.
 * @param nameOf how a material is called
 */
export function listChanges(
  base: EditBase,
  edits: StoryboardEdits,
  nameOf: (material: string) => string,
): EditChange[] {
  const changes: EditChange[] = [];
  const { storyboard } = base;
  const tell = (kind: EditChange['kind'], part: string | undefined, from: string, to: string) => {
    if (from !== to) {
      changes.push({ kind, ...(part === undefined ? {} : { part }), from, to });
    }
  };
  const seconds = (frames: number) => (frames / storyboard.fps).toFixed(1);
  const ids = base.lines.map(({ id }) => id);
  const ordered = [...new Set([...(edits.order ?? []).filter((id) => ids.includes(id)), ...ids])];
  tell(
    'order',
    undefined,
    ids.map((_, index) => index + 1).join(' '),
    ordered.map((id) => ids.indexOf(id) + 1).join(' '),
  );
  for (const { line, scenes } of lineBlocks(base)) {
    tell('line', line.id, line.text, edits.lines[line.id] ?? line.text);
    for (const scene of scenes) {
      const edit = edits.scenes[scene.id];
      if (edit === undefined) {
        continue;
      }
      tell('length', scene.id, seconds(scene.frames), seconds(edit.frames ?? scene.frames));
      const old = shotOf(scene.layers);
      if (old !== undefined && edit.shot !== undefined) {
        tell('shot', scene.id, shotText(old, nameOf), shotText(edit.shot, nameOf));
        tell('crop', scene.id, cropText(old), cropText(edit.shot));
      }
      for (const [name, text] of Object.entries(edit.texts ?? {})) {
        const [index = '', field] = name.split('.');
        const layer = scene.layers[Number(index)];
        const before = layer && cardTexts(layer).find((each) => each.field === field);
        if (before !== undefined) {
          tell('card', scene.id, before.text, text.trim());
        }
      }
    }
  }
  const look = JSON.stringify(edits.captions);
  tell('captions', undefined, '', look === '{}' ? '' : Object.values(edits.captions).join(' · '));
  const { music } = storyboard;
  const before = music === null ? '—' : 'track' in music ? music.track : nameOf(music.material);
  const after = edits.music === undefined ? before : edits.music.isOff ? '—' : (edits.music.track ?? before);
  tell(
    'music',
    undefined,
    `${before}${levelOf(music?.gainDb)}`,
    `${after}${levelOf(edits.music?.gainDb ?? music?.gainDb)}`,
  );
  const layers = storyboard.scenes.flatMap((scene) => scene.layers);
  const seen = layers.find((layer) => layer.kind === 'presenter' && layer.source.kind === 'rig');
  if (seen?.kind === 'presenter' && seen.source.kind === 'rig') {
    tell('presenter', undefined, seen.source.character, edits.presenter ?? seen.source.character);
  }
  tell('voice', undefined, '', edits.voice ?? '');
  return changes;
}

function levelOf(gainDb: number | undefined): string {
  return gainDb === undefined ? '' : ` ${gainDb} dB`;
}

function shotText({ material, startMs }: EditedShot, nameOf: (material: string) => string): string {
  return startMs === 0 ? nameOf(material) : `${nameOf(material)} ${(startMs / 1000).toFixed(1)} s`;
}

function cropText({ crop }: EditedShot): string {
  return crop === undefined ? '' : [crop.x, crop.y, crop.w, crop.h].map((side) => side.toFixed(2)).join(' ');
}
