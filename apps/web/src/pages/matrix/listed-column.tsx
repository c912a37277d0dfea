import { CloseOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceDose } from './choice-dose.tsx';
import type { Choice } from './choice-names.ts';
import { addChoice, dropChoice, isOff, type ListedAxis, listedOf, type RecipeBrief } from './recipe-changes.ts';

/** A column whose cards are chosen from what there is: presenters, voices, templates, music. */
export function ListedColumn({
  axis,
  brief,
  choices,
  nameOf,
  onChange,
}: {
  axis: ListedAxis;
  brief: RecipeBrief;
  choices: readonly Choice[];
  nameOf(value: unknown): string;
  onChange(brief: RecipeBrief): void;
}) {
  const { t } = useTranslation();
  const head = useId();
  const listed = listedOf(brief, axis);
  const left = choices.filter(({ value }) => !listed.includes(value));
  return (
    <section className="matrix-column" aria-labelledby={head}>
      <header>
        <h2 id={head}>{t(`axis.${axis}`)}</h2>
        <span className="mono soft">{listed.length}</span>
      </header>
      <ol>
        {listed.map((value, index) => {
          const name = nameOf(value);
          const choice = index + 1;
          return (
            <li key={name} className={isOff(brief, axis, choice) ? 'off' : undefined}>
              <p className="card-head">
                <b>{name}</b>
                {listed.length > 1 && (
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined />}
                    aria-label={t('matrix.drop', { name })}
                    onClick={() => onChange(dropChoice(brief, axis, choice))}
                  />
                )}
              </p>
              {listed.length > 1 && (
                <ChoiceDose axis={axis} choice={choice} name={name} brief={brief} onChange={onChange} />
              )}
            </li>
          );
        })}
      </ol>
      {left.length > 0 && listed.length < 8 && (
        <Select<string>
          value={null}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('matrix.add')}
          aria-label={t('matrix.add.of', { axis: t(`axis.${axis}`) })}
          options={left.map(({ value, name }) => ({ value: JSON.stringify(value), label: name }))}
          onChange={(value) => onChange(addChoice(brief, axis, JSON.parse(value)))}
        />
      )}
    </section>
  );
}
