import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';

export const modelKey = ['team-model'] as const;

/** The model that leads this team's conversations. */
export function useModel() {
  return useQuery({
    queryKey: modelKey,
    queryFn: () => bodyOf(api().GET('/api/v1/team-model')),
    staleTime: 60_000,
  });
}

/** What an answer cost by the prices that the team has set; undefined where none are set for who wrote it. */
export function useCost(tokens: { in: number; out: number }, writer: string): string | undefined {
  const { t, i18n } = useTranslation();
  const { data } = useModel();
  if (data?.price == null || data.name !== writer || tokens.in + tokens.out === 0) {
    return undefined;
  }
  const { currency, in: priceIn, out: priceOut } = data.price;
  const sum = (tokens.in * priceIn + tokens.out * priceOut) / 1e6 / 100;
  const money = new Intl.NumberFormat(i18n.language, { style: 'currency', currency, maximumSignificantDigits: 2 });
  return t('talk.cost', { sum: money.format(sum) });
}
