import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useAfter } from './use-after.ts';

/** Most credits that all work of the team may spend in a month, and the way to set it. */
export function TeamLimit({ isOwner, monthlyLimit }: { isOwner: boolean; monthlyLimit: number | null }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const [isOpen, setOpen] = useState(false);
  const said =
    monthlyLimit === null
      ? t('team.no-limit')
      : t('team.limit', { count: monthlyLimit, number: number.format(monthlyLimit) });
  return (
    <ul className="settings" style={{ marginBlockStart: 32 }}>
      <li>
        <h2>{t('team.whole-limit')}</h2>
        <p>{said}</p>
        {isOwner ? <Button onClick={() => setOpen(true)}>{t('security.change')}</Button> : <span />}
      </li>
      {isOpen && <SetTeamLimit monthlyLimit={monthlyLimit} end={() => setOpen(false)} />}
    </ul>
  );
}

function SetTeamLimit({ monthlyLimit, end }: { monthlyLimit: number | null; end: () => void }) {
  const { t } = useTranslation();
  const after = useAfter(['team', 'self']);
  const [isLimited, setIsLimited] = useState(monthlyLimit !== null);
  const save = useMutation({
    mutationFn: (limit: number | null) => bodyOf(api().PATCH('/api/v1/team', { body: { monthlyLimit: limit } })),
    onSuccess: async () => {
      end();
      await after.onSuccess();
    },
  });
  return (
    <Modal open title={t('team.whole-limit')} footer={null} onCancel={end} width={420}>
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ limit: monthlyLimit ?? 10_000 }}
        onFinish={({ limit = null }: { limit?: number | null }) => save.mutate(isLimited ? limit : null)}
      >
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {t('team.whole-limit.text')}
        </p>
        <Checkbox
          checked={isLimited}
          onChange={({ target }) => setIsLimited(target.checked)}
          style={{ marginBlockEnd: 16 }}
        >
          {t('team.limit.set')}
        </Checkbox>
        {isLimited && (
          <Form.Item
            name="limit"
            label={t('team.limit.credits')}
            rules={[{ required: true, message: t('form.needed') }]}
          >
            <InputNumber min={0} max={1_000_000_000} precision={0} style={{ inlineSize: '100%' }} />
          </Form.Item>
        )}
        {save.isError && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  );
}
