import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MaterialPicture } from '../materials/material-picture.tsx';
import { Uploads } from '../materials/uploads.tsx';
import type { MaterialView } from '../materials/use-materials.ts';
import '../materials/materials.css';

/** Which materials a batch is made of; what is uploaded here is chosen at once. */
export function MaterialChoice({
  materials,
  value = [],
  onChange,
}: {
  materials: readonly MaterialView[];
  value?: readonly string[];
  onChange?: (ids: string[]) => void;
}) {
  const { t } = useTranslation();
  // Two uploads may end before the page is drawn anew: each adds to what the other left.
  const chosen = useRef(value);
  chosen.current = value;
  const toggle = (id: string, isOn: boolean) => {
    const others = chosen.current.filter((one) => one !== id);
    chosen.current = isOn ? [...others, id] : others;
    onChange?.([...chosen.current]);
  };
  return (
    <>
      <Uploads onMaterial={(id) => toggle(id, true)} />
      <fieldset className="material-choice" style={{ border: 0, padding: 0, margin: '14px 0 0' }}>
        <legend className="hidden">{t('brief.materials')}</legend>
        {materials.map((material) => (
          <label key={material.id}>
            <input
              type="checkbox"
              checked={value.includes(material.id)}
              onChange={({ target }) => toggle(material.id, target.checked)}
            />
            <span className="face">
              <MaterialPicture material={material} />
            </span>
            <span className="name">{material.name}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
