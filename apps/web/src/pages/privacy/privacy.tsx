import { ClipoError } from '@clipo/contract/errors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { useProven, WithProof } from '../security/proof.tsx';
import '../security/security.css';

/** What is kept of the person, what they consented to, their copy of it, and the way to have it deleted. */
export function Privacy() {
  const { t } = useTranslation();
  const me = useMe();
  if (me.data === null) {
    return <PageHead title={t('nav.privacy')} text={t('account.key')} />;
  }
  return (
    <WithProof>
      <PageHead title={t('nav.privacy')} text={t('privacy.text')} />
      <Consents />
      {(me.data?.ageGroup === 'child' || me.data?.ageGroup === 'teen') && <OfGuardian />}
      <Disclosures />
      <Copy />
      <Deletion />
      <Inventory />
    </WithProof>
  );
}

function Consents() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const key = ['me', 'consents'];
  const consents = useQuery({ queryKey: key, queryFn: () => bodyOf(api().GET('/api/v1/me/consents')) });
  const change = useMutation({
    mutationFn: ({ purpose, isGiven, sha256 }: { purpose: ConsentPurpose; isGiven: boolean; sha256: string }) =>
      bodyOf(api().PUT('/api/v1/me/consents/{purpose}', { params: { path: { purpose } }, body: { isGiven, sha256 } })),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <section className="security-part" style={{ marginBlockStart: 0 }}>
      <header>
        <h2>{t('privacy.consents')}</h2>
      </header>
      {consents.isPending && <Skeleton active />}
      {consents.isError && <Failed error={consents.error} again={() => void consents.refetch()} />}
      <ul className="settings">
        {consents.data?.purposes.map(({ purpose, isGiven, text, sha256 }) => (
          <li key={purpose}>
            <h2>{t(`consent.${purpose}`)}</h2>
            <p>{text}</p>
            <Switch
              checked={isGiven}
              loading={change.isPending && change.variables.purpose === purpose}
              onChange={(isOn) => change.mutate({ purpose, isGiven: isOn, sha256 })}
              aria-label={t(`consent.${purpose}`)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

type ConsentPurpose = Schemas['Consents']['purposes'][number]['purpose'];

/** Minors, and who sits beside them, are told where a guardian withdraws. */
function OfGuardian() {
  const { t } = useTranslation();
  return (
    <section className="security-part">
      <header>
        <h2>{t('privacy.guardian')}</h2>
        <LinkButton to="/guardian">{t('privacy.guardian.open')}</LinkButton>
      </header>
      <p className="soft">{t('privacy.guardian.text')}</p>
    </section>
  );
}

/** To whom what was given, newest first. */
function Disclosures() {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const list = useQuery({
    queryKey: ['me', 'disclosures'],
    queryFn: () => bodyOf(api().GET('/api/v1/me/disclosures')),
  });
  const items = list.data?.items ?? [];
  const said = (text: string) => {
    const key = `disclosed.${text}`;
    return i18n.exists(key) ? i18n.t(key as 'disclosed.send a notice') : text;
  };
  return (
    <section className="security-part">
      <header>
        <h2>{t('privacy.disclosures')}</h2>
      </header>
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      <p className="soft">{t(items.length === 0 ? 'privacy.disclosures.none' : 'privacy.disclosures.text')}</p>
      <ul className="rows" hidden={items.length === 0} style={{ marginBlockStart: 12 }}>
        {items.map(({ at, recipient, purpose, kinds }) => (
          <li key={`${at}${recipient}`}>
            <strong>{recipient}</strong>
            <span>{said(purpose)}</span>
            <span className="soft">{kinds.map(said).join(t('list.comma'))}</span>
            <time className="soft" dateTime={at}>
              {when.format(new Date(at))}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Copy() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const take = useMutation({
    mutationFn: () => prove(() => bodyOf(api().POST('/api/v1/me/export', { parseAs: 'blob' }))),
    onSuccess: (zip) => {
      const url = URL.createObjectURL(zip as unknown as Blob);
      Object.assign(document.createElement('a'), { href: url, download: 'clipo-export.zip' }).click();
      URL.revokeObjectURL(url);
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <section className="security-part">
      <header>
        <h2>{t('privacy.copy')}</h2>
        <Button onClick={() => take.mutate()} loading={take.isPending}>
          {t('privacy.copy.take')}
        </Button>
      </header>
      <p className="soft">{t('privacy.copy.text')}</p>
    </section>
  );
}

function Deletion() {
  const { t, i18n } = useTranslation();
  const prove = useProven();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const key = ['me', 'deletion'];
  // That there is no request is told as an error, and it alone is none.
  const request = useQuery({
    queryKey: key,
    retry: false,
    queryFn: async () => {
      try {
        return await bodyOf(api().GET('/api/v1/me/deletion'));
      } catch (error) {
        if (error instanceof ClipoError && error.code === 'no_such_thing') {
          return null;
        }
        throw error;
      }
    },
  });
  const ask = useMutation({
    mutationFn: ({ reason = '' }: { reason?: string }) =>
      prove(() => bodyOf(api().POST('/api/v1/me/deletion', { body: { reason } }))),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: key });
    },
  });
  const withdraw = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/me/deletion')),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' });
  return (
    <section className="security-part">
      <header>
        <h2>{t('privacy.deletion')}</h2>
        {request.data === null && (
          <Button danger onClick={() => setOpen(true)}>
            {t('privacy.deletion.ask')}
          </Button>
        )}
        {request.data !== null && request.data !== undefined && (
          <Button onClick={() => withdraw.mutate()} loading={withdraw.isPending}>
            {t('privacy.deletion.withdraw')}
          </Button>
        )}
      </header>
      {request.isError && <Failed error={request.error} again={() => void request.refetch()} />}
      <p className="soft">
        {request.data === null || request.data === undefined
          ? t('privacy.deletion.text')
          : request.data.erasesAt === null
            ? t('privacy.deletion.open', { due: day.format(new Date(request.data.dueAt)) })
            : t('privacy.deletion.at', { when: day.format(new Date(request.data.erasesAt)) })}
      </p>
      <Modal
        open={isOpen}
        title={t('privacy.deletion.ask')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={480}
        destroyOnHidden
      >
        <p className="soft">{t('privacy.deletion.sure')}</p>
        <p className="soft">{t('privacy.deletion.cooling')}</p>
        <Form
          layout="vertical"
          style={{ marginBlockStart: 16 }}
          onFinish={(filled: { reason?: string }) => ask.mutate(filled)}
        >
          <Form.Item name="reason" label={t('privacy.deletion.reason')}>
            <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3 }} />
          </Form.Item>
          {ask.isError && <Alert type="error" showIcon title={errorText(ask.error)} style={{ marginBlockEnd: 16 }} />}
          <Button danger type="primary" size="large" block htmlType="submit" loading={ask.isPending}>
            {t('privacy.deletion.ask')}
          </Button>
        </Form>
      </Modal>
    </section>
  );
}

function Inventory() {
  const { t, i18n } = useTranslation();
  const list = useQuery({
    queryKey: ['inventory', i18n.language],
    queryFn: () => bodyOf(api().GET('/api/v1/privacy/inventory')),
  });
  return (
    <section className="security-part">
      <header>
        <h2>{t('privacy.inventory')}</h2>
      </header>
      <table className="inventory">
        <thead>
          <tr>
            <th scope="col">{t('privacy.holds')}</th>
            <th scope="col">{t('privacy.ground')}</th>
            <th scope="col">{t('privacy.term')}</th>
          </tr>
        </thead>
        <tbody>
          {list.data?.items.map(({ where, holds, ground, term }) => (
            <tr key={where}>
              <td>{holds}</td>
              <td>{t(`privacy.ground.${ground}`)}</td>
              <td>{term}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
