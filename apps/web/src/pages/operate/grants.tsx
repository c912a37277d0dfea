import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { useProven, WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import '../security/security.css';
import './console.css';

type New = Schemas['NewCreditGrant'];
type Wish = Schemas['CreditGrantWishes']['items'][number];

/** For operators: gives teams credits; many only where another operator agrees. */
export function Grants() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.grants')} text={t('grants.text')} />
      <NeedsProof>
        <GrantsOpen />
      </NeedsProof>
    </WithProof>
  );
}

function GrantsOpen() {
  const list = useQuery({
    queryKey: ['grants'],
    refetchInterval: 15_000,
    queryFn: () => bodyOf(api().GET('/api/v1/operate/grants')),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined) {
    return <Skeleton active />;
  }
  return (
    <>
      <NewGrant alone={list.data.alone} />
      <ul className="settings">
        {list.data.items.map((wish) => (
          <OneWish key={wish.id} wish={wish} />
        ))}
      </ul>
    </>
  );
}

function NewGrant({ alone }: { alone: number }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<New>();
  const give = useMutation({
    mutationFn: (body: New) => bodyOf(api().POST('/api/v1/credits/grants', { body })),
    onSuccess: async ({ isNew, waits }) => {
      form.resetFields();
      void message.success(t(waits !== undefined ? 'grants.waits' : isNew ? 'grants.given' : 'grants.before'));
      await queries.invalidateQueries({ queryKey: ['grants'] });
    },
  });
  const needed = [{ required: true, message: t('form.needed') }];
  const most = new Intl.NumberFormat(i18n.language).format(alone);
  return (
    <Form<New>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="announce-form"
      onFinish={(body) => give.mutate(body)}
    >
      <div className="announce-pair">
        <Form.Item name="teamId" label={t('audit.teamId')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="amount" label={t('grants.amount')} extra={t('grants.alone', { most })} rules={needed}>
          <InputNumber min={1} max={1_000_000_000} precision={0} style={{ inlineSize: '100%' }} />
        </Form.Item>
        <Form.Item name="reference" label={t('grants.reference')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="reason" label={t('grants.reason')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
      </div>
      {give.isError && <Alert type="error" showIcon title={errorText(give.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" htmlType="submit" loading={give.isPending}>
        {t('grants.give')}
      </Button>
    </Form>
  );
}

function OneWish({ wish }: { wish: Wish }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const prove = useProven();
  const decide = useMutation({
    mutationFn: (isAllowed: boolean) =>
      prove(() =>
        bodyOf(
          api().POST('/api/v1/operate/grants/{id}/decision', {
            params: { path: { id: wish.id } },
            body: { isAllowed },
          }),
        ),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['grants'] }),
    onError: (error: Error) => void message.error(errorText(error)),
  });
  const amount = new Intl.NumberFormat(i18n.language).format(wish.amount);
  return (
    <li>
      <h2 className="mono">{amount}</h2>
      <div>
        <p>{wish.reason}</p>
        <p className="mono">
          {wish.teamId} · {wish.reference}
        </p>
      </div>
      {wish.outcome === null ? (
        <div className="doing">
          <Button type="primary" disabled={wish.isOwn} loading={decide.isPending} onClick={() => decide.mutate(true)}>
            {t(wish.isOwn ? 'grants.another' : 'grants.agree')}
          </Button>
          <Button onClick={() => decide.mutate(false)}>{t('grants.refuse')}</Button>
        </div>
      ) : (
        <span className="soft">{t(`grants.${wish.outcome}`)}</span>
      )}
    </li>
  );
}
