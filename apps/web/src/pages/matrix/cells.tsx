import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AheadPlan } from './use-recipe.ts';

const fewCells = 24;

/** The creatives that a matrix makes, by their codes. */
export function Cells({ plan }: { plan: AheadPlan }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? plan.cells : plan.cells.slice(0, fewCells);
  return (
    <section className="matrix-cells">
      <h2>{t('matrix.codes')}</h2>
      <ol>
        {shown.map(({ creative, code }) => (
          <li key={creative}>
            <span className="mono soft">{String(creative).padStart(2, '0')}</span>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      {!isWhole && plan.cells.length > fewCells && (
        <Button onClick={() => setWhole(true)}>{t('matrix.codes.all', { count: plan.cells.length })}</Button>
      )}
      {plan.warnings.length > 0 && (
        <ul className="warnings">
          {plan.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
