import { CloseOutlined } from '@ant-design/icons';
import { Button, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addPair,
  dropPair,
  listedAxes,
  listedOf,
  type MatrixAxis,
  pairsOf,
  partId,
  type RecipeBrief,
  wordAxes,
} from './recipe-changes.ts';

interface Side {
  axis: MatrixAxis;
  choice: number;
}

/** Pairs of choices that must not meet in one video. */
export function Pairs({
  brief,
  sizes,
  nameOf,
  onChange,
}: {
  brief: RecipeBrief;
  /** How many choices each words axis has. */
  sizes: Readonly<Record<'hook' | 'body' | 'cta', number>>;
  nameOf(axis: MatrixAxis, choice: number): string;
  onChange(brief: RecipeBrief): void;
}) {
  const { t } = useTranslation();
  const [first, setFirst] = useState<Side>();
  const sizeOf = (axis: MatrixAxis) =>
    axis === 'hook' || axis === 'body' || axis === 'cta' ? sizes[axis] : listedOf(brief, axis).length;
  const groups = (without: MatrixAxis | undefined) =>
    [...wordAxes, ...listedAxes]
      .filter((axis) => axis !== without && sizeOf(axis) > 1)
      .map((axis) => ({
        label: t(`axis.${axis}`),
        options: Array.from({ length: sizeOf(axis) }, (_, index) => ({
          value: `${axis}:${index + 1}`,
          label: nameOf(axis, index + 1),
        })),
      }));
  const sideOf = (value: string): Side => {
    const [axis = 'hook', choice] = value.split(':');
    return { axis: axis as MatrixAxis, choice: Number(choice) };
  };
  const pairs = pairsOf(brief);
  return (
    <section className="matrix-pairs" aria-label={t('matrix.pairs')}>
      <h3>{t('matrix.pairs')}</h3>
      {pairs.length > 0 && (
        <ul>
          {pairs.map(({ at, sides }) => {
            const name = sides.map(({ axis, choice }) => nameOf(axis, choice)).join(' × ');
            return (
              <li key={name}>
                <Tag>{name}</Tag>
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined />}
                  aria-label={t('matrix.pairs.drop', { name })}
                  onClick={() => onChange(dropPair(brief, at))}
                />
              </li>
            );
          })}
        </ul>
      )}
      <div className="pair-choice">
        <Select<string>
          value={first === undefined ? null : `${first.axis}:${first.choice}`}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('matrix.pairs.first')}
          aria-label={t('matrix.pairs.first')}
          options={groups(undefined)}
          onChange={(value) => setFirst(sideOf(value))}
        />
        {first !== undefined && (
          <Select<string>
            value={null}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('matrix.pairs.second')}
            aria-label={t('matrix.pairs.second')}
            options={groups(first.axis)}
            onChange={(value) => {
              onChange(addPair(brief, [first, sideOf(value)]));
              setFirst(undefined);
            }}
          />
        )}
      </div>
    </section>
  );
}

/** What a choice is called in a pair: words by their id. */
export function choiceName(
  axis: MatrixAxis,
  choice: number,
  listed: (axis: MatrixAxis, choice: number) => string,
): string {
  return axis === 'hook' || axis === 'body' || axis === 'cta' ? partId(axis, choice) : listed(axis, choice);
}
