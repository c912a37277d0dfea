import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Drawer, Form, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useKeyOfTab } from '../../api/session.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { useProven } from '../security/proof.tsx';
import { calledBy } from '../team/use-after.ts';
import { Past } from './past.tsx';

type Person = Schemas['WholeTeamForOperators']['people'][number];

/** One team: its people, whom an operator may ask to act for, and what happened. */
export function TeamDrawer({ id, end }: { id: string; end: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const key = useKeyOfTab();
  const [whom, setWhom] = useState<Person>();
  const found = useQuery({
    queryKey: ['operate', 'team', id],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/teams/{id}', { params: { path: { id } } })),
  });
  // A key is no person: it acts for nobody.
  const mayAct = key === undefined && me.data?.operatorRoles.includes('system') === true;
  return (
    <Drawer open onClose={end} size={620} title={found.data?.team.name ?? ''}>
      {found.isPending && <Skeleton active />}
      {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && (
        <>
          <p className="mono soft" style={{ overflowWrap: 'anywhere' }}>
            {id}
          </p>
          <p style={{ marginBlock: '6px 20px' }}>
            <Link to="/papers" search={{ team: id }}>
              {t('teams.papers')}
            </Link>
          </p>
          <h3>{t('teams.people')}</h3>
          <ul className="past">
            {found.data.people.map((person) => (
              <li key={person.userId}>
                <strong>{t(`role.of-team.${person.role}`)}</strong>
                <span>
                  {calledBy(person)} <span className="soft">{person.contact}</span>
                </span>
                {mayAct ? (
                  <Button size="small" onClick={() => setWhom(person)}>
                    {t('teams.act')}
                  </Button>
                ) : (
                  <span />
                )}
                <small className="mono soft">{person.userId}</small>
              </li>
            ))}
          </ul>
          <h3 style={{ marginBlockStart: 24 }}>{t('teams.history')}</h3>
          <Past items={found.data.history} />
        </>
      )}
      {whom !== undefined && <AskToAct teamId={id} whom={whom} end={() => setWhom(undefined)} />}
    </Drawer>
  );
}

function AskToAct({ teamId, whom, end }: { teamId: string; whom: Person; end: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const ask = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      prove(() => bodyOf(api().POST('/api/v1/operate/actings', { body: { userId: whom.userId, teamId, reason } }))),
    onSuccess: () => {
      void message.success(t('actings.asked'));
      end();
    },
  });
  return (
    <Modal open title={t('actings.ask', { name: calledBy(whom) })} footer={null} onCancel={end} width={460}>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('actings.text')}
      </p>
      <Form<{ reason: string }> layout="vertical" requiredMark={false} onFinish={(filled) => ask.mutate(filled)}>
        <Form.Item
          name="reason"
          label={t('actings.reason')}
          rules={[{ required: true, min: 5, message: t('form.needed') }]}
        >
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
        {ask.isError && <Alert type="error" showIcon title={errorText(ask.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={ask.isPending}>
          {t('actings.send')}
        </Button>
      </Form>
    </Modal>
  );
}
