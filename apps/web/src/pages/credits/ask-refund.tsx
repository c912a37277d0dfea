import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { CodeField } from '../sign-in/code-field.tsx';
import { useAsked } from './use-asked.ts';

interface Filled {
  reason: string;
  name?: string;
  relation?: string;
  contact?: string;
  code?: string;
  evidence?: string;
}

/** Asks for the money of an order back: for what is unused, or, of a minor's order, by the guardian for all of it. */
export function AskRefund({ order, end }: { order: Schemas['RechargeOrder']; end: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const isMinor = me.data?.ageGroup === 'teen' || me.data?.ageGroup === 'child';
  const [ground, setGround] = useState<'unused' | 'guardian'>(isMinor ? 'guardian' : 'unused');
  const [form] = Form.useForm<Filled>();
  const after = useAsked(end, t('refund.asked'));
  const ask = useMutation({
    mutationFn: ({ reason, name = '', relation = '', contact = '', code = '', evidence = '' }: Filled) => {
      const guardian = { name, relation, contact, code, evidence };
      const body = ground === 'guardian' ? { reason, guardian } : { reason };
      return bodyOf(api().POST('/api/v1/credits/orders/{id}/refunds', { params: { path: { id: order.id } }, body }));
    },
    onSuccess: after,
  });
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Modal open title={t('refund.ask')} footer={null} onCancel={end} width={480}>
      <p className="soft">{t('refund.text')}</p>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(filled) => ask.mutate(filled)}
        style={{ marginBlockStart: 16 }}
      >
        <Radio.Group
          vertical
          value={ground}
          onChange={({ target }) => setGround(target.value as typeof ground)}
          options={(['unused', 'guardian'] as const).map((value) => ({ value, label: t(`refund.ground.${value}`) }))}
          aria-label={t('refund.ground')}
          style={{ marginBlockEnd: 16 }}
        />
        {ground === 'guardian' && (
          <>
            <Form.Item name="name" label={t('first.guardian.name')} rules={needed}>
              <Input maxLength={50} />
            </Form.Item>
            <Form.Item name="relation" label={t('refund.guardian.relation')} rules={needed}>
              <Input maxLength={50} placeholder={t('refund.guardian.relation.example')} />
            </Form.Item>
            <Form.Item name="contact" label={t('first.guardian.contact')} rules={needed}>
              <Input />
            </Form.Item>
            <CodeField use="guardian" contactOf={() => form.getFieldValue('contact') as string | undefined} />
            <Form.Item
              name="evidence"
              label={t('refund.guardian.evidence')}
              extra={t('refund.guardian.evidence.hint')}
              rules={needed}
            >
              <Input.TextArea maxLength={2000} autoSize={{ minRows: 3, maxRows: 8 }} />
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={t('refund.reason')} rules={needed}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        {ask.isError && <Alert type="error" showIcon title={errorText(ask.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={ask.isPending}>
          {t('refund.ask')}
        </Button>
      </Form>
    </Modal>
  );
}
