import { CloseOutlined } from '@ant-design/icons';
import { Button, Input, Modal } from 'antd';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaterialView } from '../materials/use-materials.ts';
import { addedPart, type DraftPart, leastStep, mostParts, movedPart, type PartsByMaterial } from './part-points.ts';
import './named-parts.css';

/**
 * The parts of the product in the pictures of a brief: where a line names one, it is shown, and an arrow points at it.
 * Each picture has a window of its own, in which a click sets a point.
 */
export function NamedParts({
  materials,
  value = {},
  onChange,
}: {
  /** Those that were chosen. */
  materials: readonly MaterialView[];
  value?: PartsByMaterial;
  onChange?: (parts: PartsByMaterial) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  const pictures = materials.filter(({ kind }) => kind === 'image');
  const shown = pictures.find(({ id }) => id === open);
  return pictures.length === 0 ? null : (
    <section className="named-parts">
      <h3>{t('brief.parts')}</h3>
      <p className="soft">{t('brief.parts.hint')}</p>
      <ul>
        {pictures.map(({ id, name, link }) => {
          const parts = value[id] ?? [];
          const act = t(parts.length === 0 ? 'brief.parts.add' : 'brief.parts.change');
          return (
            <li key={id}>
              <img src={link} alt="" loading="lazy" decoding="async" />
              <span>
                <b>{name}</b>
                <small className="soft">
                  {parts.length === 0 ? t('brief.parts.none') : parts.map((part) => part.name || '…').join(' · ')}
                </small>
              </span>
              <Button size="small" onClick={() => setOpen(id)} aria-label={t('brief.parts.open', { act, name })}>
                {act}
              </Button>
            </li>
          );
        })}
      </ul>
      <Modal
        open={shown !== undefined}
        onCancel={() => setOpen(undefined)}
        title={t('brief.parts.title')}
        width={720}
        destroyOnHidden
        footer={
          <Button type="primary" onClick={() => setOpen(undefined)}>
            {t('brief.parts.done')}
          </Button>
        }
      >
        {shown !== undefined && (
          <PartsOfPicture
            picture={shown}
            parts={value[shown.id] ?? []}
            onParts={(parts) => onChange?.({ ...value, [shown.id]: parts })}
          />
        )}
      </Modal>
    </section>
  );
}

/** A picture with its points. A click sets one; arrow keys move the one that has the focus. */
function PartsOfPicture({
  picture,
  parts,
  onParts,
}: {
  picture: MaterialView;
  parts: readonly DraftPart[];
  onParts(parts: DraftPart[]): void;
}) {
  const { t } = useTranslation();
  const names = useRef<HTMLUListElement>(null);
  const count = useRef(parts.length);
  // What was just added has no name yet: that is typed next.
  useEffect(() => {
    if (parts.length > count.current) {
      names.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus();
    }
    count.current = parts.length;
  }, [parts.length]);
  const isFull = parts.length >= mostParts;
  const add = (x: number, y: number) => onParts(addedPart(parts, x, y));
  const addAt = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLButtonElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    // A press of the Enter key has no place: the middle, from which arrow keys go on.
    const isPress = clientX === 0 && clientY === 0;
    add(isPress ? 0.5 : (clientX - left) / width, isPress ? 0.5 : (clientY - top) / height);
  };
  const change = (index: number, part: DraftPart) => onParts(parts.map((one, at) => (at === index ? part : one)));
  const move = (index: number, part: DraftPart, event: KeyboardEvent) => {
    const moved = movedPart(part, event.key, event.shiftKey ? leastStep * 5 : leastStep);
    if (moved !== undefined) {
      event.preventDefault();
      change(index, moved);
    }
  };
  return (
    <div className="parts-of-picture">
      <p className="soft">{isFull ? t('brief.parts.full', { count: mostParts }) : t('brief.parts.how')}</p>
      <div className="pointed">
        <button type="button" className="place" disabled={isFull} onClick={addAt} aria-label={t('brief.parts.place')}>
          <img src={picture.link} alt={picture.name} draggable={false} />
        </button>
        {parts.map((part, index) => (
          <button
            key={part.key}
            type="button"
            className="point"
            style={{ insetInlineStart: `${part.x * 100}%`, insetBlockStart: `${part.y * 100}%` }}
            aria-label={t('brief.parts.move', { number: index + 1, name: part.name })}
            onKeyDown={(event) => move(index, part, event)}
          >
            {index + 1}
          </button>
        ))}
      </div>
      <ul ref={names}>
        {parts.map((part, index) => (
          <li key={part.key}>
            <span className="point">{index + 1}</span>
            <Input
              value={part.name}
              maxLength={60}
              placeholder={t('brief.parts.name.example')}
              aria-label={t('brief.parts.name', { number: index + 1 })}
              status={part.name.trim() === '' ? 'warning' : ''}
              onChange={({ target }) => change(index, { ...part, name: target.value })}
            />
            <Button
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('brief.parts.drop', { number: index + 1, name: part.name })}
              onClick={() => onParts(parts.filter((one) => one !== part))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
