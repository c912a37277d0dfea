import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { TeamUndertakings } from '../undertakings/team-undertakings.tsx';
import { Acts } from './acts.tsx';
import { Members, type Role, roles } from './members.tsx';
import { Papers } from './papers.tsx';
import { TeamFactor } from './team-factor.tsx';
import { TeamLimit } from './team-limit.tsx';
import { useAfter } from './use-after.ts';
import '../security/security.css';

/** Who works in the team, as what, who is invited, what the team is allowed, and what was done. */
export function Team() {
  const { t } = useTranslation();
  const me = useMe();
  const team = useQuery({ queryKey: ['team', 'self'], queryFn: () => bodyOf(api().GET('/api/v1/team')) });
  const isOwner = me.data?.team?.role === 'owner';
  return (
    <WithProof>
      <PageHead
        title={team.data?.name ?? t('nav.team')}
        text={
          team.data === undefined
            ? undefined
            : `${t(`team.kind.${team.data.kind}`)} · ${t('team.seats', { count: team.data.seats })}`
        }
      >
        {isOwner && team.data !== undefined && <Rename name={team.data.name} />}
        {isOwner && <Invite />}
      </PageHead>
      {team.isPending && <Skeleton active />}
      {team.isError && <Failed error={team.error} again={() => void team.refetch()} />}
      <Members isOwner={isOwner} ownId={me.data?.id} />
      {team.data !== undefined && <TeamLimit isOwner={isOwner} monthlyLimit={team.data.monthlyLimit} />}
      {team.data !== undefined && <TeamFactor isOwner={isOwner} team={team.data} />}
      {isOwner && <Invitations />}
      {team.data !== undefined && me.data != null && <Papers isOwner={isOwner} team={team.data} />}
      {me.data != null && <TeamUndertakings />}
      {isOwner && <Acts />}
    </WithProof>
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
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
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
            <Button
              size="small"
              onClick={() => takeBack.mutate(id)}
              aria-label={t('team.take-back.of', { name: contact })}
            >
              {t('security.take-back')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rename({ name }: { name: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: (body: { name: string }) => bodyOf(api().PATCH('/api/v1/team', { body })),
    onSuccess: async () => {
      setOpen(false);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['team', 'self'] }),
        queries.invalidateQueries({ queryKey: ['me'] }),
      ]);
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('team.rename')}</Button>
      <Modal
        open={isOpen}
        title={t('team.rename')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={420}
        destroyOnHidden
      >
        <Form
          layout="vertical"
          requiredMark={false}
          initialValues={{ name }}
          onFinish={(filled: { name: string }) => save.mutate(filled)}
        >
          <Form.Item
            name="name"
            label={t('team.name')}
            rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
          >
            <Input size="large" maxLength={50} />
          </Form.Item>
          {save.isError && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBlockEnd: 16 }} />}
          <Button type="primary" size="large" block htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Form>
      </Modal>
    </>
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
      // A first answer that is still on its way is from before: waiting for it would show a list without the new one.
      await queries.cancelQueries({ queryKey: invitationsKey });
      await queries.invalidateQueries({ queryKey: ['team'] });
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
