import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { moneyOf } from './use-engines.ts';

interface Asked {
  presenters: readonly string[];
  languages: ('zh-CN' | 'en')[];
  count: number;
  durationSeconds: number;
  products: number;
}

/** What the outside engines of a batch would be paid at most, before it starts; nothing where none is asked. */
export function OutsideCosts({ presenters, languages, count, durationSeconds, products }: Asked) {
  const { t, i18n } = useTranslation();
  const outside = presenters.filter((name) => name.startsWith('pre_'));
  const asked = { outside, languages, count, durationSeconds, products };
  const quote = useQuery({
    queryKey: ['outside-costs', asked],
    queryFn: () =>
      bodyOf(
        api().POST('/api/v1/credits/quotes', {
          body: {
            // Costs come of how much is spoken: what it is about changes none.
            brief: {
              product: { id: 'x', name: 'x' },
              materials: [{ file: 'x.jpg' }],
              ...{ languages, count, durationSeconds, presenter: outside },
            },
            products,
          },
        }),
      ),
    enabled: outside.length > 0 && languages.length > 0 && count > 0,
    placeholderData: keepPreviousData,
  });
  return (
    outside.length > 0 && (
      <ul className="outside-costs" aria-live="polite">
        {quote.data?.outside.map(({ presenter, name, recipient, currency, centsAtMost }) => (
          <li key={presenter}>
            {centsAtMost === null
              ? t('engines.cost.unknown', { name, recipient })
              : t('engines.cost.most', { name, recipient, sum: moneyOf(centsAtMost, currency, i18n.language) })}
          </li>
        ))}
      </ul>
    )
  );
}
