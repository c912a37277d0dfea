import { useChecks } from '../../words/use-checks.ts';
import { WordFindings } from '../../words/word-findings.tsx';
import { type BriefForm, skuOf } from './brief-form.ts';

/** What may not stand in the name and the selling points of a brief, while it is filled in: before anything is made of it. */
export function BriefFindings({
  values,
  onRewrite,
}: {
  values: Partial<BriefForm>;
  onRewrite(changed: Partial<BriefForm>): void;
}) {
  const { name = '', sellingPoints = [] } = values;
  const texts = [name, ...sellingPoints];
  const skus = [skuOf(values)];
  return (
    <div className="brief-findings">
      <WordFindings
        findings={useChecks(texts, skus)}
        texts={texts}
        skus={skus}
        onRewrite={(at, text) => {
          const points = sellingPoints.map((point, index) => (index === at - 1 ? text : point));
          onRewrite(at === 0 ? { name: text } : { sellingPoints: points.filter((point) => point.trim() !== '') });
        }}
      />
    </div>
  );
}
