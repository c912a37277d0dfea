import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import {
  allPoints,
  type Crop,
  cropOf,
  type FaceFound,
  type FaceLandmarks,
  type FacePart,
  faceFound,
  facePartNames,
  faceParts,
  movePoint,
  type PointName,
  pointAt,
} from './face-points.ts';
import './points-editor.css';

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** A press of an arrow key moves by this share of what is seen; with Shift, by ten times as much. */
const keyStep = 0.004;

/** The points of a face on its picture: moved by pointer or arrow keys, and kept where they lie on the face. */
export function PointsEditor({
  materialId,
  landmarks: found,
  isMended,
  onChecked,
}: {
  materialId: string;
  landmarks: FaceLandmarks;
  isMended: boolean;
  onChecked(check: FaceFound): void;
}) {
  const { t } = useTranslation();
  const [part, setPart] = useState<FacePart>('mouth');
  const [landmarks, setLandmarks] = useState(found);
  // What is seen stands still while points move in it.
  const crop = useMemo(() => cropOf(found, part), [found, part]);
  const material = useQuery({
    queryKey: ['materials', 'one', materialId],
    queryFn: () => bodyOf(api().GET('/api/v1/materials/{id}', { params: { path: { id: materialId } } })),
  });
  const path = { params: { path: { id: materialId } } };
  const keep = useMutation({
    mutationFn: () => faceFound(api().PUT('/api/v1/materials/{id}/face-points', { ...path, body: landmarks })),
    onSuccess: onChecked,
  });
  const reset = useMutation({
    mutationFn: async () => {
      await api().DELETE('/api/v1/materials/{id}/face-points', path);
      return faceFound(api().POST('/api/v1/materials/{id}/face-check', path));
    },
    onSuccess: (check) => {
      setLandmarks(check.landmarks ?? found);
      onChecked(check);
    },
  });
  const problem = keep.error ?? reset.error;
  const isChanged = landmarks !== found;
  return (
    <div className="points-editor">
      <p className="soft" id="points-hint">
        {t('presenters.points.hint')}
      </p>
      <Segmented<FacePart>
        aria-label={t('presenters.points.part')}
        value={part}
        onChange={setPart}
        options={facePartNames.map((value) => ({ value, label: t(`presenters.points.part.${value}`) }))}
      />
      <div className="points-stage">
        {material.data !== undefined && <Picture link={material.data.link} crop={crop} landmarks={landmarks} />}
        {allPoints
          .filter((name) => !(faceParts[part] as readonly PointName[]).includes(name))
          .map((name) => (
            <i key={name} className="point-rest" style={placeIn(crop, pointAt(landmarks.points, name))} />
          ))}
        {faceParts[part].map((name) => (
          <Handle
            key={name}
            name={name}
            crop={crop}
            landmarks={landmarks}
            onMove={(to) => setLandmarks((before) => movePoint(before, name, to))}
          />
        ))}
      </div>
      {problem !== null && <Alert type="warning" showIcon title={errorText(problem)} />}
      <div className="points-acts">
        <Button type="primary" disabled={!isChanged} loading={keep.isPending} onClick={() => keep.mutate()}>
          {t('presenters.points.keep')}
        </Button>
        <Button
          disabled={!isChanged && !isMended}
          loading={reset.isPending}
          onClick={() => (isMended ? reset.mutate() : setLandmarks(found))}
        >
          {t(isMended ? 'presenters.points.found' : 'presenters.points.undo')}
        </Button>
      </div>
    </div>
  );
}

function Picture({ link, crop, landmarks }: { link: string; crop: Crop; landmarks: FaceLandmarks }) {
  const percent = (pixels: number) => `${(pixels / crop.size) * 100}%`;
  return (
    <img
      src={link}
      alt=""
      draggable={false}
      style={{
        inlineSize: percent(landmarks.width),
        blockSize: percent(landmarks.height),
        insetInlineStart: percent(-crop.x),
        insetBlockStart: percent(-crop.y),
      }}
    />
  );
}

/** One point: a button that is dragged, or moved by arrow keys. */
function Handle({
  name,
  crop,
  landmarks,
  onMove,
}: {
  name: PointName;
  crop: Crop;
  landmarks: FaceLandmarks;
  onMove(to: [number, number]): void;
}) {
  const { t } = useTranslation();
  const grip = useRef<{ x: number; y: number; from: [number, number]; perPixel: number } | undefined>(undefined);
  const at = pointAt(landmarks.points, name);
  const grab = (event: PointerEvent<HTMLButtonElement>) => {
    const stage = event.currentTarget.parentElement;
    if (stage === null) {
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, y: event.clientY, from: at, perPixel: crop.size / stage.clientWidth };
  };
  const drag = ({ clientX, clientY }: PointerEvent<HTMLButtonElement>) => {
    if (grip.current !== undefined) {
      const { x, y, from, perPixel } = grip.current;
      onMove([from[0] + (clientX - x) * perPixel, from[1] + (clientY - y) * perPixel]);
    }
  };
  const drop = () => {
    grip.current = undefined;
  };
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    const way = arrows[event.key];
    if (way !== undefined) {
      event.preventDefault();
      const step = crop.size * keyStep * (event.shiftKey ? 10 : 1);
      onMove([at[0] + way[0] * step, at[1] + way[1] * step]);
    }
  };
  return (
    <button
      type="button"
      className="point"
      data-point={name}
      style={placeIn(crop, at)}
      title={t(`presenters.point.${name}`)}
      aria-label={t('presenters.point.at', {
        name: t(`presenters.point.${name}`),
        x: Math.round(at[0]),
        y: Math.round(at[1]),
      })}
      aria-describedby="points-hint"
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={press}
    />
  );
}

function placeIn({ x, y, size }: Crop, [px, py]: readonly [number, number]) {
  return { insetInlineStart: `${((px - x) / size) * 100}%`, insetBlockStart: `${((py - y) / size) * 100}%` };
}
