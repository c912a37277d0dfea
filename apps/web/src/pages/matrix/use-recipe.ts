import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import type { RecipeBatch, RecipeBrief } from './recipe-changes.ts';

export type AheadPlan = Schemas['AheadPlan'];

export const recipesKey = ['recipes'] as const;

/** A change is kept this long after the last one; the plan, which is work, is made when hands rest a little longer. */
const keepAfterMs = 600;
const planAfterMs = 900;

/** What is edited of a recipe. */
export interface RecipeState {
  name: string;
  batch: RecipeBatch;
}

export type SaveState = 'saved' | 'saving' | 'failed';

/** A recipe while it is edited: kept as it is changed, and never overwritten by what comes back late. */
export function useRecipe(id: string) {
  const queries = useQueryClient();
  const kept = useQuery({
    queryKey: [...recipesKey, id],
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => bodyOf(api().GET('/api/v1/recipes/{id}', { params: { path: { id } } })),
  });
  const [changed, setChanged] = useState<RecipeState>();
  const [saving, setSaving] = useState<SaveState>('saved');
  const newest = useRef<RecipeState>(undefined);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = useCallback(async () => {
    clearTimeout(wait.current);
    const state = newest.current;
    if (state === undefined) {
      return;
    }
    try {
      await bodyOf(
        api().PUT('/api/v1/recipes/{id}', { params: { path: { id } }, body: { name: state.name, batch: state.batch } }),
      );
      if (newest.current === state) {
        newest.current = undefined;
        setSaving('saved');
        await queries.invalidateQueries({ queryKey: recipesKey, exact: true });
      }
    } catch {
      setSaving('failed');
    }
  }, [id, queries]);
  useEffect(
    () => () => {
      void keep();
    },
    [keep],
  );
  const current: RecipeState | undefined =
    changed ?? (kept.data && { name: kept.data.name, batch: kept.data.batch as RecipeBatch });
  const change = (next: RecipeState) => {
    setChanged(next);
    newest.current = next;
    setSaving('saving');
    clearTimeout(wait.current);
    wait.current = setTimeout(() => void keep(), keepAfterMs);
  };
  return {
    kept,
    state: current,
    saving,
    rename: (name: string) => current && change({ ...current, name }),
    changeBrief: (brief: RecipeBrief) => current && change({ ...current, batch: { ...current.batch, brief } }),
    changeDraft: (isDraft: boolean) => current && change({ ...current, batch: { ...current.batch, isDraft } }),
    keep,
  };
}

/** What a batch would make, a moment after its last change. While it is planned, what was planned before stays. */
export function useAheadPlan(batch: RecipeBatch | undefined) {
  const text = batch === undefined ? undefined : JSON.stringify(batch);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const later = setTimeout(() => setSettled(text), settled === undefined ? 0 : planAfterMs);
    return () => clearTimeout(later);
  }, [text, settled]);
  const plan = useQuery({
    queryKey: ['batch-plan', settled],
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) =>
      bodyOf(api().POST('/api/v1/batch-plans', { body: JSON.parse(settled ?? '{}') as RecipeBatch, signal })),
  });
  return { plan, isBehind: plan.isFetching || settled !== text };
}
