import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { MaterialView } from './use-materials.ts';
import { useTags } from './use-tags.ts';

/** The words that a material is filed under; a change is kept at once. */
export function MaterialTags({ material: { id, tags } }: { material: MaterialView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const known = useTags();
  const save = useMutation({
    mutationFn: (next: string[]) =>
      bodyOf(api().PATCH('/api/v1/materials/{id}', { params: { path: { id } }, body: { tags: next } })),
    onError: (error) => message.error(errorText(error)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['materials'] }),
        queries.invalidateQueries({ queryKey: ['material-tags'] }),
      ]),
  });
  return (
    <section>
      <h3>{t('tags')}</h3>
      <Select
        mode="tags"
        aria-label={t('tags')}
        placeholder={t('tags.hint')}
        maxCount={30}
        value={save.isPending ? save.variables : tags}
        onChange={(next: string[]) => save.mutate(next.map((tag) => tag.trim().slice(0, 40)).filter(Boolean))}
        options={known.map(({ tag }) => ({ value: tag, label: tag }))}
        style={{ inlineSize: '100%' }}
      />
    </section>
  );
}
