import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { Acts } from './acts.tsx';
import '../security/security.css';

const roles = ['editor', 'approver', 'viewer'] as const;
type Role = (typeof roles)[number];

/** Who works in the team, as what, who is invited, and what was done. */
export function Team() {
  const { t } = useTranslation();
  const me = useMe();
  const team = useQuery({ queryKey: ['team'], queryFn: () => bodyOf(api().GET('/api/v1/team')) });
  const isOwner = me.data?.team?.role === 'owner';
  return (
    <>
      <PageHead
        title={team.data?.name ?? t('nav.team')}
        text={
          team.data === undefined
            ? undefined
            : `${t(`team.kind.${team.data.kind}`)} · ${t('team.seats', { count: team.data.seats })}`
        }
      >
        {isOwner && <Invite />}
      </PageHead>
      {team.isPending && <Skeleton active />}
      {team.isError && <Failed error={team.error} again={() => void team.refetch()} />}
      <Members isOwner={isOwner} ownId={me.data?.id} />
      {isOwner && <Invitations />}
      {isOwner && <Acts />}
    </>
  );
}

function useAfter(key: readonly string[]) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return {
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error: unknown) => void message.error(errorText(error)),
  };
}

function Members({ isOwner, ownId }: { isOwner: boolean; ownId: string | undefined }) {
  const { t } = useTranslation();
  const key = ['team', 'members'];
  const members = useQuery({ queryKey: key, queryFn: () => bodyOf(api().GET('/api/v1/team/members')) });
  const after = useAfter(key);
  const change = useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role }) =>
      bodyOf(api().PATCH('/api/v1/team/members/{userId}', { params: { path: { userId } }, body: { role } })),
    ...after,
  });
  const remove = useMutation({
    mutationFn: (userId: string) =>
      bodyOf(api().DELETE('/api/v1/team/members/{userId}', { params: { path: { userId } } })),
    ...after,
  });
  const nameOf = ({ name, userId }: Schemas['Member']) => (name === '' ? userId : name);
  return (
    <section className="security-part" style={{ marginBlockStart: 0 }}>
      <header>
        <h2>{t('team.members')}</h2>
      </header>
      {members.isError && <Failed error={members.error} again={() => void members.refetch()} />}
      <ul className="rows">
        {members.data?.items.map((member) => (
          <li key={member.userId}>
            <span>
              <strong>{nameOf(member)}</strong>
              {member.userId === ownId && <em>{t('team.you')}</em>}
            </span>
            {isOwner && member.role !== 'owner' ? (
              <Select<Role>
                size="small"
                value={member.role}
                aria-label={t('team.role.of', { name: nameOf(member) })}
                onChange={(role) => change.mutate({ userId: member.userId, role })}
                options={roles.map((value) => ({ value, label: t(`role.of-team.${value}`) }))}
              />
            ) : (
              <span>{t(`role.of-team.${member.role}`)}</span>
            )}
            <span className="soft">
              {member.monthlyLimit === null ? t('team.no-limit') : t('team.limit', { count: member.monthlyLimit })}
            </span>
            {isOwner && member.role !== 'owner' ? (
              <Popconfirm
                title={t('team.remove.sure')}
                okText={t('security.remove')}
                cancelText={t('cancel')}
                onConfirm={() => remove.mutate(member.userId)}
              >
                <Button size="small" aria-label={t('security.remove.of', { name: nameOf(member) })}>
                  {t('security.remove')}
                </Button>
              </Popconfirm>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const invitationsKey = ['team', 'invitations'];

function Invitations() {
  const { t, i18n } = useTranslation();
  const list = useQuery({
    queryKey: invitationsKey,
    queryFn: () => bodyOf(api().GET('/api/v1/team/invitations')),
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => bodyOf(api().DELETE('/api/v1/team/invitations/{id}', { params: { path: { id } } })),
    ...useAfter(invitationsKey),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return list.data === undefined || list.data.items.length === 0 ? null : (
    <section className="security-part">
      <header>
        <h2>{t('team.invited')}</h2>
      </header>
      <ul className="rows">
        {list.data.items.map(({ id, contact, role, expiresAt }) => (
          <li key={id}>
            <strong>{contact}</strong>
            <span>{t(`role.of-team.${role}`)}</span>
            <span className="soft">{t('team.until', { day: day.format(new Date(expiresAt)) })}</span>
            <Button size="small" onClick={() => takeBack.mutate(id)}>
              {t('security.take-back')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Invite() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const invite = useMutation({
    mutationFn: (body: { contact: string; role: Role }) => bodyOf(api().POST('/api/v1/team/invitations', { body })),
    onSuccess: async () => {
      setOpen(false);
      void message.success(t('team.invite.sent'));
      await queries.invalidateQueries({ queryKey: invitationsKey });
    },
  });
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('team.invite')}
      </Button>
      <Modal
        open={isOpen}
        title={t('team.invite')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={460}
        destroyOnHidden
      >
        <Form
          layout="vertical"
          requiredMark={false}
          initialValues={{ role: 'editor' }}
          onFinish={(filled: { contact: string; role: Role }) => invite.mutate(filled)}
        >
          <Form.Item
            name="contact"
            label={t('sign-in.contact')}
            rules={[{ required: true, message: t('form.needed') }]}
          >
            <Input size="large" />
          </Form.Item>
          <Form.Item name="role" label={t('team.role')}>
            <Select options={roles.map((value) => ({ value, label: t(`role.of-team.${value}.can`) }))} />
          </Form.Item>
          {invite.isError && (
            <Alert type="error" showIcon title={errorText(invite.error)} style={{ marginBlockEnd: 16 }} />
          )}
          <Button type="primary" size="large" block htmlType="submit" loading={invite.isPending}>
            {t('team.invite.send')}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
