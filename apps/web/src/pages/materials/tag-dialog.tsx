import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { MaterialView } from './use-materials.ts';
import { useTags } from './use-tags.ts';

/** Files several materials under tags, and takes them out of others. */
export function TagDialog({
  materials,
  isOpen,
  onClose,
}: {
  materials: readonly MaterialView[];
  isOpen: boolean;
  onClose(isSaved: boolean): void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const known = useTags();
  const [form] = Form.useForm<{ add: string[]; drop: string[] }>();
  const save = useMutation({
    mutationFn: async ({ add, drop }: { add: string[]; drop: string[] }) => {
      for (const { id, tags } of materials) {
        const next = [...new Set([...tags.filter((tag) => !drop.includes(tag)), ...add])];
        await bodyOf(api().PATCH('/api/v1/materials/{id}', { params: { path: { id } }, body: { tags: next } }));
      }
    },
    onSuccess: () => {
      void message.success(t('tags.saved', { count: materials.length }));
      onClose(true);
    },
    onError: (error) => message.error(errorText(error)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['materials'] }),
        queries.invalidateQueries({ queryKey: ['material-tags'] }),
      ]),
  });
  const theirs = [...new Set(materials.flatMap(({ tags }) => tags))];
  return (
    <Modal
      open={isOpen}
      title={t('tags.title', { count: materials.length })}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={() => onClose(false)}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ add: [], drop: [] }}
        onFinish={(words) => save.mutate(words)}
      >
        <Form.Item name="add" label={t('tags.add')} extra={t('tags.hint')}>
          <Select
            mode="tags"
            placement="topLeft"
            maxCount={10}
            options={known.map(({ tag }) => ({ value: tag, label: tag }))}
          />
        </Form.Item>
        {theirs.length > 0 && (
          <Form.Item name="drop" label={t('tags.drop')}>
            <Select mode="multiple" placement="topLeft" options={theirs.map((tag) => ({ value: tag, label: tag }))} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
