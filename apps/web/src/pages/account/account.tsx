import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { type Me, meKey, useMe } from '../../api/use-me.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { SignOutButton } from '../../shell/sign-out-button.tsx';
import './account.css';

const ages = ['adult', 'teen', 'child'] as const;

/** What the service knows of the person, and what they may change of it. */
export function Account() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <>
      <PageHead title={t('nav.account')} text={t('account.text')} />
      {me.isPending && <Skeleton active />}
      {me.data === null && <p>{t('account.key')}</p>}
      {me.data !== null && me.data !== undefined && <Profile me={me.data} />}
      <div style={{ marginBlockStart: 32 }}>
        <SignOutButton />
      </div>
    </>
  );
}

function Profile({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (change: Partial<Pick<Me, 'name' | 'language'>> & { ageGroup?: (typeof ages)[number] }) =>
      bodyOf(api().PATCH('/api/v1/me', { body: change })),
    onSuccess: async () => {
      await message.success(t('saved'));
      await queries.invalidateQueries({ queryKey: meKey });
    },
    onError: (error) => message.error(errorText(error)),
  });
  const choose = useMutation({
    mutationFn: (teamId: string) => bodyOf(api().PUT('/api/v1/me/team', { body: { teamId } })),
    // Everything that is shown was the other team's.
    onSuccess: () => queries.resetQueries(),
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <div className="account">
      <section>
        <h2>{t('account.you')}</h2>
        <Form
          layout="vertical"
          initialValues={me}
          onFinish={(filled: { name: string; language: Me['language']; ageGroup?: (typeof ages)[number] }) =>
            save.mutate(filled)
          }
        >
          <Form.Item name="name" label={t('account.name')}>
            <Input maxLength={50} autoComplete="name" />
          </Form.Item>
          <Form.Item name="language" label={t('account.language')} extra={t('account.language.hint')}>
            <Select
              options={[
                { value: 'zh-CN', label: '简体中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Form.Item>
          <Form.Item name="ageGroup" label={t('account.age')}>
            <Radio.Group
              vertical
              disabled={me.ageGroup !== null}
              options={ages.map((value) => ({ value, label: t(`age.${value}`) }))}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Form>
      </section>
      <section>
        <h2>{t('account.contacts')}</h2>
        <dl>
          <dt>{t('account.phone')}</dt>
          <dd className="mono">{me.phone ?? t('account.none')}</dd>
          <dt>{t('account.email')}</dt>
          <dd className="mono">{me.email ?? t('account.none')}</dd>
          <dt>{t('account.id')}</dt>
          <dd className="mono">{me.id}</dd>
        </dl>
        <h2>{t('account.teams')}</h2>
        <ul className="teams">
          {me.teams.map(({ id, name, role }) => (
            <li key={id}>
              <span>
                <strong>{name}</strong> <span className="soft">{t(`role.of-team.${role}`)}</span>
              </span>
              {id === me.team?.id ? (
                <em>{t('account.team.this')}</em>
              ) : (
                <Button
                  size="small"
                  loading={choose.isPending}
                  onClick={() => choose.mutate(id)}
                  aria-label={t('account.team.choose.of', { name })}
                >
                  {t('account.team.choose')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
