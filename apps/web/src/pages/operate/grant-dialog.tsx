import { useMutation } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useAfter } from '../team/use-after.ts';

interface Filled {
  purpose: string;
  document: string;
  from: Dayjs;
  until?: Dayjs | null;
}

/** Grants a team commercial use: for what, by which document, from when until when. */
export function GrantDialog({ teamId, end }: { teamId: string; end: () => void }) {
  const { t } = useTranslation();
  const after = useAfter(['papers']);
  const grant = useMutation({
    mutationFn: ({ purpose, document, from, until }: Filled) =>
      bodyOf(
        api().POST('/api/v1/teams/{id}/usage-grants', {
          params: { path: { id: teamId } },
          body: {
            purpose,
            document,
            startsAt: from.startOf('day').toISOString(),
            ...(until == null ? {} : { endsAt: until.endOf('day').toISOString() }),
          },
        }),
      ),
    onSuccess: async () => {
      end();
      await after.onSuccess();
    },
  });
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Modal open title={t('decide.grant')} footer={null} onCancel={end} width={460}>
      <Form<Filled>
        layout="vertical"
        requiredMark={false}
        initialValues={{ from: dayjs() }}
        onFinish={(filled) => grant.mutate(filled)}
      >
        <Form.Item name="purpose" label={t('papers.api.purpose')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="document" label={t('decide.document')} extra={t('decide.document.hint')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="from" label={t('decide.from')} rules={needed}>
          <DatePicker style={{ inlineSize: '100%' }} allowClear={false} />
        </Form.Item>
        <Form.Item name="until" label={t('decide.until')} extra={t('decide.until.hint')}>
          <DatePicker style={{ inlineSize: '100%' }} />
        </Form.Item>
        {grant.isError && <Alert type="error" showIcon title={errorText(grant.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={grant.isPending}>
          {t('decide.grant')}
        </Button>
      </Form>
    </Modal>
  );
}
