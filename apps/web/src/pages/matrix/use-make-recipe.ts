import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App } from 'antd';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { RecipeBatch } from './recipe-changes.ts';
import { recipesKey } from './use-recipe.ts';

/** Keeps a new recipe and opens its matrix. */
export function useMakeRecipe() {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (recipe: { name: string; batch: RecipeBatch }) =>
      bodyOf(api().POST('/api/v1/recipes', { body: recipe })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: recipesKey });
      await navigate({ to: '/recipes/$id', params: { id } });
    },
    onError: (error) => message.error(errorText(error)),
  });
}
