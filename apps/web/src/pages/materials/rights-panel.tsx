import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { MaterialView } from './use-materials.ts';

type Rights = Schemas['Rights'];

/** Whose a material is and what it may be used for: it travels with every video that shows it. */
export function RightsPanel({ material, onClose }: { material: MaterialView | undefined; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (rights: Rights) =>
      bodyOf(api().PATCH('/api/v1/materials/{id}', { params: { path: { id: material?.id ?? '' } }, body: { rights } })),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['materials'] });
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <Drawer open={material !== undefined} onClose={onClose} title={t('rights.title')} size={420} destroyOnHidden>
      <p className="soft" style={{ marginBlockEnd: 20 }}>
        {t('rights.text')}
      </p>
      <Form<Rights>
        layout="vertical"
        initialValues={material?.rights ?? { scope: 'any' }}
        onFinish={(rights) => save.mutate(rights)}
      >
        <Form.Item name="holder" label={t('rights.holder')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="licence"
          label={t('rights.licence')}
          extra={t('rights.licence.hint')}
          rules={[{ required: true, message: t('form.needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="scope" label={t('rights.scope')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="people" label={t('rights.people')} extra={t('rights.people.hint')}>
          <Input maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending} block>
          {t('save')}
        </Button>
      </Form>
    </Drawer>
  );
}
