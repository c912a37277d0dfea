import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import type { RecipeBatch } from '../matrix/recipe-changes.ts';
import { useMakeRecipe } from '../matrix/use-make-recipe.ts';

/** Opens a matrix that begins with what a batch was started with. */
export function useClone(batchId: string) {
  const { t } = useTranslation();
  const { mutateAsync } = useMakeRecipe();
  return useMutation({
    mutationFn: async (title: string) => {
      const source = await bodyOf(api().GET('/api/v1/batches/{id}/source', { params: { path: { id: batchId } } }));
      return mutateAsync({ name: t('matrix.copy-of', { name: title }), batch: source as RecipeBatch });
    },
  });
}
