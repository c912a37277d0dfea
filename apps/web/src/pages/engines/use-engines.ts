import { useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { useKeyOfTab } from '../../api/session.ts';
import { useMe } from '../../api/use-me.ts';

export type Engine = Schemas['PresenterEngine'];
export type EngineKind = Engine['kind'];
export type OutsidePresenter = Schemas['OutsidePresenter'];

export const enginesKey = ['presenter-engines'] as const;
export const outsidePresentersKey = ['outside-presenters'] as const;

/** The team's outside engines. */
export function useEngines() {
  return useQuery({
    queryKey: enginesKey,
    queryFn: () => bodyOf(api().GET('/api/v1/presenter-engines')),
    staleTime: 30_000,
  });
}

/** Presenters whom outside engines perform. */
export function useOutsidePresenters() {
  return useQuery({
    queryKey: outsidePresentersKey,
    queryFn: () => bodyOf(api().GET('/api/v1/outside-presenters')),
    staleTime: 30_000,
  });
}

/** Whether who is here may add engines and change their keys. */
export function useMayChangeEngines(): boolean {
  const key = useKeyOfTab();
  const me = useMe();
  return key !== undefined || me.data?.team?.role === 'owner';
}

/** Hundredths of a currency as money, as the reader's language writes it. */
export function moneyOf(cents: number, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 4 }).format(cents / 100);
}
