import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, DatePicker, Form, Input, Modal, Select, Upload } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import type { Checked } from './use-checks.ts';

const kinds = ['test_report', 'award', 'certificate', 'licence', 'patent', 'figures', 'permission'] as const;

interface Filled {
  kind: (typeof kinds)[number];
  source: string;
  endsAt?: Dayjs | null;
}

/** Gives the proof of a claim: from then on the claim may stand in all that is made of this product. */
export function ProveDialog({ proving, sku, onClose }: { proving: Checked | undefined; sku: string; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Filled>();
  const [file, setFile] = useState<File>();
  const end = () => {
    setFile(undefined);
    onClose();
  };
  const send = useMutation({
    mutationFn: async ({ kind, source, endsAt }: Filled) => {
      if (file === undefined || proving === undefined) {
        throw new Error(t('words.proof.file.needed'));
      }
      const { rule, text: term } = proving.finding;
      const ends = endsAt == null ? {} : { endsAt: endsAt.endOf('day').toISOString() };
      return bodyOf(
        api().POST('/api/v1/claim-proofs', {
          params: { query: { sku, rule, term, kind, source, name: file.name, ...ends } },
          body: file as unknown as string,
          bodySerializer: (body) => body as unknown as BodyInit,
          headers: { 'content-type': 'application/octet-stream' },
        }),
      );
    },
    onSuccess: async () => {
      end();
      void message.success(t('words.proof.kept'));
      await queries.invalidateQueries({ queryKey: ['checks'] });
    },
  });
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return (
    <Modal
      open={proving !== undefined}
      title={t('words.proof.title', { words: proving?.finding.text ?? '' })}
      okText={t('words.proof.send')}
      cancelText={t('cancel')}
      confirmLoading={send.isPending}
      onCancel={end}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="soft">{proving?.finding.why[language]}</p>
      <p className="soft" style={{ marginBlock: '8px 16px' }}>
        {t('words.proof.text', { sku })}
      </p>
      <Form<Filled>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'test_report' }}
        onFinish={(filled) => send.mutate(filled)}
      >
        <Form.Item name="kind" label={t('words.proof.kind')}>
          <Select options={kinds.map((value) => ({ value, label: t(`words.proof.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('words.proof.source')}
          extra={t('words.proof.source.hint')}
          rules={[{ required: true, min: 2, message: t('form.needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="endsAt" label={t('words.proof.ends')} extra={t('words.proof.ends.hint')}>
          <DatePicker style={{ inlineSize: '100%' }} />
        </Form.Item>
        <Form.Item label={t('words.proof.file')} extra={t('words.proof.file.hint')} required>
          <Upload
            accept="image/png,image/jpeg,application/pdf"
            maxCount={1}
            beforeUpload={(chosen) => {
              setFile(chosen);
              return false;
            }}
            onRemove={() => setFile(undefined)}
          >
            <Button icon={<UploadOutlined />}>{t('words.proof.choose')}</Button>
          </Upload>
        </Form.Item>
      </Form>
      {send.isError && <Alert type="error" showIcon title={errorText(send.error)} />}
    </Modal>
  );
}
