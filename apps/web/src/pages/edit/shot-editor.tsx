import type { Box, EditedShot, ImageMaterial, Scene, VideoMaterial } from '@clipo/contract';
import { pictureLayerOf, shotOf } from '@clipo/engine/browser';
import { Select, Slider } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Editing } from './use-edit.ts';

/** What a scene shows: which material, from when on, and which part of it. */
export function ShotEditor({ editing, scene }: { editing: Editing; scene: Scene }) {
  const { t } = useTranslation();
  const { session, materials, settings } = editing;
  const shot = shotOf(scene.layers);
  const layer = scene.layers[pictureLayerOf(scene.layers)];
  const pictures = materials.flatMap((material) => (material.kind === 'audio' ? [] : [material]));
  const material = pictures.find(({ id }) => id === shot?.material);
  if (shot === undefined || material === undefined || layer === undefined || !('box' in layer)) {
    return null;
  }
  const set = (change: Partial<EditedShot>) => {
    const { crop, ...rest } = { ...shot, ...change };
    session.set(`scene/${scene.id}/shot`, crop === undefined ? rest : { ...rest, crop });
  };
  const aspect = (layer.box.w * settings.size.width) / (layer.box.h * settings.size.height);
  const view = viewOf(shot.crop, material, aspect);
  const crop = (change: Partial<View>) => set({ crop: cropOf({ ...view, ...change }, material, aspect) });
  return (
    <>
      <div className="field">
        <span>{t('edit.shot')}</span>
        <Select
          aria-label={t('edit.shot')}
          value={material.id}
          onChange={(id) => set({ material: id, startMs: 0, crop: undefined })}
          // Materials of a conversation lie in a folder each.
          options={pictures.map(({ id, file }) => ({ value: id, label: file.split('/').at(-1) }))}
        />
      </div>
      {material.kind === 'video' && (
        <div className="field">
          <span>{t('edit.shot.from')}</span>
          <Slider
            ariaLabelForHandle={t('edit.shot.from')}
            min={0}
            max={Math.max(100, material.durationMs - 500)}
            step={100}
            value={shot.startMs}
            tooltip={{ formatter: (ms) => `${((ms ?? 0) / 1000).toFixed(1)} s` }}
            onChange={(startMs) => set({ startMs })}
          />
        </div>
      )}
      <div className="field">
        <span>{t('edit.crop.zoom')}</span>
        <Slider
          ariaLabelForHandle={t('edit.crop.zoom')}
          min={1}
          max={3}
          step={0.05}
          value={view.zoom}
          onChange={(zoom) => crop({ zoom })}
        />
      </div>
      {(['x', 'y'] as const).map((axis) => (
        <div className="field" key={axis}>
          <span>{t(`edit.crop.${axis}`)}</span>
          <Slider
            ariaLabelForHandle={t(`edit.crop.${axis}`)}
            min={0}
            max={1}
            step={0.01}
            value={view[axis]}
            onChange={(value) => crop({ [axis]: value })}
          />
        </div>
      ))}
    </>
  );
}

/** A part of a picture as hands move it: how near, and where between its edges (0 … 1). */
interface View {
  zoom: number;
  x: number;
  y: number;
}

function wholeOf({ width, height }: ImageMaterial | VideoMaterial, aspect: number): { w: number; h: number } {
  const own = width / height;
  return own > aspect ? { w: aspect / own, h: 1 } : { w: 1, h: own / aspect };
}

function viewOf(crop: Box | undefined, material: ImageMaterial | VideoMaterial, aspect: number): View {
  const whole = wholeOf(material, aspect);
  if (crop === undefined) {
    return { zoom: 1, x: 0.5, y: 0.5 };
  }
  const part = (at: number, side: number) => (side >= 1 ? 0.5 : Math.min(1, Math.max(0, at / (1 - side))));
  return {
    zoom: Math.min(3, Math.max(1, whole.h / crop.h)),
    x: part(crop.x, crop.w),
    y: part(crop.y, crop.h),
  };
}

function cropOf({ zoom, x, y }: View, material: ImageMaterial | VideoMaterial, aspect: number): Box {
  const whole = wholeOf(material, aspect);
  const [w, h] = [whole.w / zoom, whole.h / zoom];
  return { x: (1 - w) * x, y: (1 - h) * y, w, h };
}
