import { deviceName } from '@clipo/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Alert, App, Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { WechatProblem } from '../sign-in/wechat-button.tsx';
import { ActingConsents } from './acting-consents.tsx';
import { BindContact } from './bind-contact.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordSetting } from './password-setting.tsx';
import { WithProof } from './proof.tsx';
import { Totp } from './totp.tsx';
import { Wechat } from './wechat.tsx';
import './security.css';

export const waysKey = ['me', 'ways'] as const;

/** How one signs in, where one is signed in, and what to do when that was somebody else. */
export function Security() {
  const { t } = useTranslation();
  const me = useMe();
  const { problem } = useSearch({ from: '/studio/security' });
  const ways = useQuery({
    queryKey: waysKey,
    queryFn: () => bodyOf(api().GET('/api/v1/me/ways')),
    enabled: me.data !== null,
  });
  const offered = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => bodyOf(api().GET('/api/v1/sign-in/ways')) });
  const maySpend = me.data?.team?.role === 'owner' || me.data?.team?.role === 'editor';
  if (me.data === null) {
    return <PageHead title={t('nav.security')} text={t('account.key')} />;
  }
  return (
    <WithProof>
      <PageHead title={t('nav.security')} text={t('security.text')} />
      <WechatProblem problem={problem} />
      {ways.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {ways.isError && <Failed error={ways.error} again={() => void ways.refetch()} />}
      {typeof ways.data?.factorGoesAt === 'string' && <FactorGoes at={ways.data.factorGoesAt} />}
      {ways.isSuccess && !ways.data.totp && ways.data.passkeys.length === 0 && maySpend && (
        <Alert type="info" showIcon title={t('security.spender')} style={{ marginBlockEnd: 24, maxInlineSize: 900 }} />
      )}
      {ways.isSuccess && (
        <ul className="settings">
          <BindContact channel="sms" contact={me.data?.phone ?? null} waiting={ways.data.waiting} />
          <BindContact channel="email" contact={me.data?.email ?? null} waiting={ways.data.waiting} />
          <PasswordSetting isSet={ways.data.password} />
          {(ways.data.wechat || offered.data?.wechat === true) && <Wechat isLinked={ways.data.wechat} />}
          <Totp isOn={ways.data.totp} codesLeft={ways.data.recoveryCodesLeft} />
          <Passkeys passkeys={ways.data.passkeys} />
        </ul>
      )}
      <ActingConsents />
      <Sessions />
      <SignIns />
    </WithProof>
  );
}

/** Somebody told the operator that the second factor is lost; who is here may have it still. */
function FactorGoes({ at }: { at: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const when = useWhen();
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/me/factor-removal')),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <Alert
      type="warning"
      showIcon
      title={t('security.factor-goes', { at: when(at) })}
      description={t('security.factor-goes.text')}
      action={
        <Button onClick={() => keep.mutate()} loading={keep.isPending}>
          {t('security.factor-keep')}
        </Button>
      }
      style={{ marginBlockEnd: 24, maxInlineSize: 900 }}
    />
  );
}

function useWhen() {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (time: string) => format.format(new Date(time));
}

function Sessions() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const when = useWhen();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['me', 'sessions'], queryFn: () => bodyOf(api().GET('/api/v1/me/sessions')) });
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
    onError: (error: unknown) => void message.error(errorText(error)),
  };
  const end = useMutation({
    mutationFn: (id: string) => bodyOf(api().DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })),
    ...after,
  });
  const endOthers = useMutation({ mutationFn: () => bodyOf(api().POST('/api/v1/me/sessions/end-others')), ...after });
  const notMe = useMutation({ mutationFn: () => bodyOf(api().POST('/api/v1/me/not-me')), ...after });
  return (
    <section className="security-part">
      <header>
        <h2>{t('security.sessions')}</h2>
        <Button onClick={() => endOthers.mutate()} loading={endOthers.isPending}>
          {t('security.end-others')}
        </Button>
        <Popconfirm
          title={t('security.not-me.sure')}
          okText={t('security.not-me')}
          cancelText={t('cancel')}
          onConfirm={() => notMe.mutate()}
        >
          <Button danger>{t('security.not-me')}</Button>
        </Popconfirm>
      </header>
      {sessions.isError && <Failed error={sessions.error} again={() => void sessions.refetch()} />}
      <ul className="rows">
        {sessions.data?.items.map(({ id, isThis, device, address, lastUsedAt }) => (
          <li key={id}>
            <span>
              <strong title={device}>{deviceName(device)}</strong>
              {isThis && <em>{t('security.this')}</em>}
            </span>
            <span className="mono soft">{address}</span>
            <time className="soft" dateTime={lastUsedAt}>
              {when(lastUsedAt)}
            </time>
            {isThis ? (
              <span />
            ) : (
              <Button
                size="small"
                onClick={() => end.mutate(id)}
                aria-label={t('security.end.of', { name: deviceName(device) })}
              >
                {t('security.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignIns() {
  const { t } = useTranslation();
  const when = useWhen();
  const list = useQuery({ queryKey: ['me', 'sign-ins'], queryFn: () => bodyOf(api().GET('/api/v1/me/sign-ins')) });
  return (
    <section className="security-part">
      <header>
        <h2>{t('security.sign-ins')}</h2>
      </header>
      <ul className="rows">
        {list.data?.items.slice(0, 12).map(({ at, isGood, device, address }) => (
          <li key={`${at}${address}`}>
            <span className={`status ${isGood ? 'done' : 'failed'}`}>
              {t(isGood ? 'security.good' : 'security.bad')}
            </span>
            <span title={device}>{deviceName(device)}</span>
            <span className="mono soft">{address}</span>
            <time className="soft" dateTime={at}>
              {when(at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
