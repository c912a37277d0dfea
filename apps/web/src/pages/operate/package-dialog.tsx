import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { useProven } from '../security/proof.tsx';

interface Filled {
  authority: string;
  requestNumber: string;
  ground: string;
}

/** Packs what there is about an account for an authority, by the number of its request, and downloads it. */
export function PackageDialog({ userId, end }: { userId: string; end(): void }) {
  const { t } = useTranslation();
  const prove = useProven();
  const make = useMutation({
    mutationFn: (said: Filled) =>
      prove(async () => {
        const { id } = await bodyOf(api().POST('/api/v1/authority-packages', { body: { userId, ...said } }));
        const zip = await bodyOf(
          api().GET('/api/v1/authority-packages/{id}/file', { params: { path: { id } }, parseAs: 'blob' }),
        );
        return { id, zip: zip as unknown as Blob };
      }),
    onSuccess: ({ id, zip }) => {
      saveBlob(zip, `${id}.zip`);
      end();
    },
  });
  const needed = [{ required: true, whitespace: true, min: 2, message: t('form.needed') }];
  return (
    <Modal open title={t('ladder.package')} footer={null} onCancel={end} width={520} destroyOnHidden>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('ladder.package.text')}
      </p>
      <Form<Filled> layout="vertical" requiredMark={false} onFinish={(said) => make.mutate(said)}>
        <Form.Item name="authority" label={t('ladder.package.authority')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="requestNumber" label={t('ladder.package.number')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="ground" label={t('ladder.package.ground')} rules={needed}>
          <Input maxLength={300} />
        </Form.Item>
        {make.isError && <Alert type="error" showIcon title={errorText(make.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={make.isPending}>
          {t('ladder.package.make')}
        </Button>
      </Form>
    </Modal>
  );
}
