import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useUndo } from '../../shell/use-undo.tsx';
import type { MaterialView } from './use-materials.ts';

/** Deletes materials at once, with the way back beside the message. */
export function useDeleteMaterials() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const tellUndo = useUndo();
  const refresh = () => queries.invalidateQueries({ queryKey: ['materials'] });
  return useMutation({
    mutationFn: async (materials: readonly MaterialView[]) => {
      for (const { id } of materials) {
        await bodyOf(api().DELETE('/api/v1/materials/{id}', { params: { path: { id } } }));
      }
      return materials;
    },
    onSuccess: (materials) =>
      tellUndo(t('materials.deleted', { count: materials.length }), async () => {
        for (const { id } of materials) {
          await bodyOf(api().POST('/api/v1/materials/{id}/restore', { params: { path: { id } } }));
        }
        await refresh();
      }),
    onError: (error) => message.error(errorText(error)),
    onSettled: refresh,
  });
}
