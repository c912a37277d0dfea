import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, InputNumber, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { meKey } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { useProven } from '../security/proof.tsx';
import { calledBy, membersQuery, useAfter } from './use-after.ts';

export const roles = ['editor', 'approver', 'viewer'] as const;
export type Role = (typeof roles)[number];
type Member = Schemas['Member'];

/** Who works in the team, as what, and how much each may spend. */
export function Members({ isOwner, ownId }: { isOwner: boolean; ownId: string | undefined }) {
  const { t, i18n } = useTranslation();
  const members = useQuery(membersQuery);
  const after = useAfter(['team']);
  const [limited, setLimited] = useState<Member>();
  const number = new Intl.NumberFormat(i18n.language);
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
  const limitOf = ({ monthlyLimit }: Member) =>
    monthlyLimit === null
      ? t('team.no-limit')
      : t('team.limit', { count: monthlyLimit, number: number.format(monthlyLimit) });
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
              <strong>{calledBy(member)}</strong>
              {member.userId === ownId && <em>{t('team.you')}</em>}
              {member.name !== '' && member.contact !== '' && <small className="mono soft"> {member.contact}</small>}
            </span>
            {isOwner && member.role !== 'owner' ? (
              <Select<Role>
                size="small"
                value={member.role}
                aria-label={t('team.role.of', { name: calledBy(member) })}
                onChange={(role) => change.mutate({ userId: member.userId, role })}
                options={roles.map((value) => ({ value, label: t(`role.of-team.${value}`) }))}
              />
            ) : (
              <span>{t(`role.of-team.${member.role}`)}</span>
            )}
            {isOwner ? (
              <Button
                size="small"
                type="text"
                onClick={() => setLimited(member)}
                aria-label={t('team.limit.of', { name: calledBy(member), limit: limitOf(member) })}
              >
                {limitOf(member)}
              </Button>
            ) : (
              <span className="soft">{limitOf(member)}</span>
            )}
            {isOwner && member.role !== 'owner' ? (
              <Popconfirm
                title={t('team.remove.sure')}
                okText={t('security.remove')}
                cancelText={t('cancel')}
                onConfirm={() => remove.mutate(member.userId)}
              >
                <Button size="small" aria-label={t('security.remove.of', { name: calledBy(member) })}>
                  {t('security.remove')}
                </Button>
              </Popconfirm>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {limited !== undefined && <SetLimit member={limited} end={() => setLimited(undefined)} />}
      <GiveOrLeave isOwner={isOwner} others={members.data?.items.filter(({ userId }) => userId !== ownId) ?? []} />
    </section>
  );
}

function SetLimit({ member, end }: { member: Member; end: () => void }) {
  const { t } = useTranslation();
  const after = useAfter(['team', 'members']);
  const [isLimited, setIsLimited] = useState(member.monthlyLimit !== null);
  const save = useMutation({
    mutationFn: (monthlyLimit: number | null) =>
      bodyOf(
        api().PATCH('/api/v1/team/members/{userId}', {
          params: { path: { userId: member.userId } },
          body: { monthlyLimit },
        }),
      ),
    onSuccess: async () => {
      end();
      await after.onSuccess();
    },
  });
  return (
    <Modal open title={t('team.limit.title', { name: calledBy(member) })} footer={null} onCancel={end} width={420}>
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ monthlyLimit: member.monthlyLimit ?? 1000 }}
        onFinish={({ monthlyLimit }: { monthlyLimit?: number }) =>
          save.mutate(isLimited ? (monthlyLimit ?? null) : null)
        }
      >
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {t('team.limit.text')}
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
            name="monthlyLimit"
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

/** The owner gives the team to somebody else; the others may leave. */
function GiveOrLeave({ isOwner, others }: { isOwner: boolean; others: Member[] }) {
  const { t } = useTranslation();
  const prove = useProven();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const after = useAfter(['team']);
  const renew = async () => {
    setOpen(false);
    await queries.invalidateQueries({ queryKey: meKey });
    await after.onSuccess();
  };
  const give = useMutation({
    mutationFn: (userId: string) => prove(() => bodyOf(api().PUT('/api/v1/team/owner', { body: { userId } }))),
    onSuccess: renew,
  });
  const leave = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/team/leave')),
    onSuccess: () => location.assign('/'),
    onError: after.onError,
  });
  if (!isOwner) {
    return others.length === 0 ? null : (
      <Popconfirm
        title={t('team.leave.sure')}
        okText={t('team.leave')}
        cancelText={t('cancel')}
        onConfirm={() => leave.mutate()}
      >
        <Button style={{ marginBlockStart: 16 }} loading={leave.isPending}>
          {t('team.leave')}
        </Button>
      </Popconfirm>
    );
  }
  return others.length === 0 ? null : (
    <>
      <Button style={{ marginBlockStart: 16 }} onClick={() => setOpen(true)}>
        {t('team.give')}
      </Button>
      <Modal
        open={isOpen}
        title={t('team.give')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={420}
        destroyOnHidden
      >
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {t('team.give.text')}
        </p>
        <Form layout="vertical" requiredMark={false} onFinish={({ userId }: { userId: string }) => give.mutate(userId)}>
          <Form.Item name="userId" label={t('team.give.to')} rules={[{ required: true, message: t('form.needed') }]}>
            <Select options={others.map((member) => ({ value: member.userId, label: calledBy(member) }))} />
          </Form.Item>
          {give.isError && <Alert type="error" showIcon title={errorText(give.error)} style={{ marginBlockEnd: 16 }} />}
          <Button danger type="primary" block htmlType="submit" loading={give.isPending}>
            {t('team.give')}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
