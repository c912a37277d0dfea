import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { CodeField } from '../sign-in/code-field.tsx';
import { calledBy } from '../team/use-after.ts';
import '../security/security.css';
import { WardOrders } from './ward-orders.tsx';
import './guardian.css';

type Wards = Schemas['Wards'];
type Ward = Wards['items'][number];

/** Where guardians, who have no account, withdraw their consent, have money back, take a copy of the data or ask for deletion. */
export function Guardian() {
  const { t } = useTranslation();
  const [found, setFound] = useState<Wards>();
  return (
    <main className="guardian">
      <img src="/mark.svg" alt="" width={44} height={44} />
      <PageHead title={t('guardian.title')} text={t('guardian.text')} />
      {found === undefined ? <Enter onFound={setFound} /> : <Found found={found} />}
    </main>
  );
}

function Enter({ onFound }: { onFound(wards: Wards): void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ contact: string; code: string }>();
  const enter = useMutation({
    mutationFn: (body: { contact: string; code: string }) => bodyOf(api().POST('/api/v1/guardians/wards', { body })),
    onSuccess: onFound,
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(filled) => enter.mutate(filled)}>
      <Form.Item
        name="contact"
        label={t('first.guardian.contact')}
        extra={t('guardian.contact.hint')}
        rules={[{ required: true, message: t('form.needed') }]}
      >
        <Input size="large" />
      </Form.Item>
      <CodeField use="ward" contactOf={() => form.getFieldValue('contact') as string | undefined} />
      {enter.isError && <Alert type="error" showIcon title={errorText(enter.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" size="large" htmlType="submit" loading={enter.isPending}>
        {t('first.go-on')}
      </Button>
    </Form>
  );
}

function Found({ found: { items, token } }: { found: Wards }) {
  const { t } = useTranslation();
  return items.length === 0 ? (
    <Nothing title={t('guardian.none')} text={t('guardian.none.text')} />
  ) : (
    <ul className="wards">
      {items.map((ward) => (
        <OneWard key={ward.userId} ward={ward} token={token} />
      ))}
    </ul>
  );
}

function OneWard({ ward, token }: { ward: Ward; token: string }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' });
  const [isGiven, setGiven] = useState(ward.isGiven);
  const body = { token, userId: ward.userId };
  const onError = (error: unknown) => void message.error(errorText(error));
  const withdraw = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/guardians/withdrawals', { body })),
    onSuccess: () => setGiven(false),
    onError,
  });
  const copy = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/guardians/exports', { body, parseAs: 'blob' })),
    onSuccess: (zip) => saveBlob(zip as unknown as Blob, 'clipo-export.zip'),
    onError,
  });
  const remove = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/guardians/deletions', { body: { ...body, reason: '' } })),
    onError,
  });
  const keep = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/guardians/deletions/withdrawals', { body })),
    onSuccess: () => remove.reset(),
    onError,
  });
  return (
    <li>
      <div>
        <h2>{calledBy(ward)}</h2>
        <p>
          {ward.ageGroup !== null && <Tag>{t(`age.${ward.ageGroup}`)}</Tag>}
          <span className={`status ${isGiven ? 'done' : 'failed'}`}>
            {t(isGiven ? 'guardian.given' : 'guardian.withdrawn')}
          </span>
        </p>
        <p className="soft">
          {isGiven ? t('guardian.since', { day: day.format(new Date(ward.at)) }) : t('guardian.withdrawn.text')}
        </p>
        {remove.isSuccess && (
          <p className="soft">
            {t('privacy.deletion.at', { when: day.format(new Date(remove.data.erasesAt ?? Date.now())) })}
          </p>
        )}
      </div>
      <WardOrders forWard={body} />
      <div className="doing">
        <Popconfirm
          title={t('guardian.withdraw.sure')}
          okText={t('guardian.withdraw')}
          cancelText={t('cancel')}
          onConfirm={() => withdraw.mutate()}
          disabled={!isGiven}
        >
          <Button type="primary" danger disabled={!isGiven} loading={withdraw.isPending}>
            {t('guardian.withdraw')}
          </Button>
        </Popconfirm>
        <Button onClick={() => copy.mutate()} loading={copy.isPending}>
          {t('privacy.copy.take')}
        </Button>
        {remove.isSuccess ? (
          <Button onClick={() => keep.mutate()} loading={keep.isPending}>
            {t('privacy.deletion.withdraw')}
          </Button>
        ) : (
          <Popconfirm
            title={t('guardian.delete.sure')}
            okText={t('privacy.deletion.ask')}
            cancelText={t('cancel')}
            onConfirm={() => remove.mutate()}
          >
            <Button loading={remove.isPending}>{t('privacy.deletion.ask')}</Button>
          </Popconfirm>
        )}
      </div>
    </li>
  );
}
