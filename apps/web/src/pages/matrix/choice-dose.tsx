import { InputNumber, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { isOff, type MatrixAxis, type RecipeBrief, setUse, turn, useOf } from './recipe-changes.ts';

/** How often a choice is used: whether at all, its weight, and the most creatives that may have it. */
export function ChoiceDose({
  axis,
  choice,
  name,
  brief,
  onChange,
}: {
  axis: MatrixAxis;
  choice: number;
  /** What the choice is called, for those who hear the page. */
  name: string;
  brief: RecipeBrief;
  onChange(brief: RecipeBrief): void;
}) {
  const { t } = useTranslation();
  const off = isOff(brief, axis, choice);
  const { weight = 1, most } = useOf(brief, axis, choice);
  const isFull = (brief.plan ?? 'full') === 'full';
  return (
    <div className="dose">
      <Switch
        size="small"
        checked={!off}
        aria-label={t('matrix.use', { name })}
        onChange={(on) => onChange(turn(brief, axis, choice, on))}
      />
      {isFull && !off && (
        <>
          <InputNumber
            size="small"
            min={1}
            max={20}
            value={weight}
            prefix="×"
            aria-label={t('matrix.weight', { name })}
            title={t('matrix.weight', { name })}
            onChange={(value) => onChange(setUse(brief, axis, choice, { weight: value ?? 1, most }))}
          />
          <InputNumber
            size="small"
            min={0}
            max={1000}
            value={most ?? null}
            prefix="≤"
            aria-label={t('matrix.cap', { name })}
            title={t('matrix.cap', { name })}
            onChange={(value) => onChange(setUse(brief, axis, choice, { weight, most: value ?? undefined }))}
          />
        </>
      )}
    </div>
  );
}
