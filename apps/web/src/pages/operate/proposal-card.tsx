import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMeasureName } from '../measures/measure-facts.tsx';
import { useProven } from '../security/proof.tsx';

/** What a rule proposes, and why; a person takes it, with words for whom it is against, or declines. */
export function ProposalCard({ proposal }: { proposal: Schemas['MeasureProposal'] }) {
  const { t } = useTranslation();
  const nameOf = useMeasureName();
  const [deciding, setDeciding] = useState<boolean>();
  const { id, name, contact, because, reason, days } = proposal;
  return (
    <section className="measure holds">
      <header>
        <h3>
          {t('ladder.proposed')}: {nameOf(proposal)}
          {days !== null && ` · ${days} d`}
        </h3>
        <span>
          {name} {contact}
        </span>
      </header>
      <p className="said">{because}</p>
      <p className="soft">{t(`measure.reason.${reason}`)}</p>
      <div className="doing">
        <Button type="primary" danger onClick={() => setDeciding(true)}>
          {t('ladder.take')}
        </Button>
        <Button onClick={() => setDeciding(false)}>{t('ladder.decline')}</Button>
      </div>
      {deciding !== undefined && <Decide id={id} take={deciding} end={() => setDeciding(undefined)} />}
    </section>
  );
}

function Decide({ id, take, end }: { id: string; take: boolean; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ note }: { note: string }) =>
      prove(() =>
        bodyOf(
          api().POST('/api/v1/measures/proposals/{id}/decision', { params: { path: { id } }, body: { take, note } }),
        ),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate'] });
      void message.success(t('ladder.decided'));
      end();
    },
  });
  const title = t(take ? 'ladder.take' : 'ladder.decline');
  return (
    <Modal open title={title} footer={null} onCancel={end} width={520} destroyOnHidden>
      <Form<{ note: string }> layout="vertical" requiredMark={false} onFinish={(body) => decide.mutate(body)}>
        <Form.Item
          name="note"
          label={t(take ? 'ladder.note.person' : 'ladder.note.record')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('form.needed') }]}
        >
          <Input.TextArea maxLength={2000} showCount autoSize={{ minRows: 4 }} />
        </Form.Item>
        {decide.isError && (
          <Alert type="error" showIcon title={errorText(decide.error)} style={{ marginBlockEnd: 16 }} />
        )}
        <Button type="primary" danger={take} block htmlType="submit" loading={decide.isPending}>
          {title}
        </Button>
      </Form>
    </Modal>
  );
}
