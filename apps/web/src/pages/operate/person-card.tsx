import { deviceName } from '@clipo/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Popconfirm, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { calledBy } from '../team/use-after.ts';
import { DutiesDialog, DutyTags } from './duties.tsx';
import { FactorWaits, RemoveFactor } from './factor-removal.tsx';
import { Past } from './past.tsx';
import { Risk } from './risk.tsx';

type Person = Schemas['PersonForOperators'];

/** A person as operators see them: where they are signed in, how they signed in, and what can be done about it. */
export function PersonCard({ person, again }: { person: Person; again: () => void }) {
  const { t, i18n } = useTranslation();
  const isSecurity = useDuty('security');
  const { message } = App.useApp();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const { userId } = person;
  const after = {
    onSuccess: () => {
      void message.success(t('saved'));
      again();
    },
    onError: (error: unknown) => void message.error(errorText(error)),
  };
  const path = { userId };
  const endAll = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/people/{userId}/sessions', { params: { path } })),
    ...after,
  });
  const end = useMutation({
    mutationFn: (id: string) =>
      bodyOf(api().DELETE('/api/v1/people/{userId}/sessions/{id}', { params: { path: { userId, id } } })),
    ...after,
  });
  const lock = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/people/{userId}/lock', { params: { path } })),
    ...after,
  });
  const [isDuties, setDuties] = useState(false);
  return (
    <article className="person-card">
      <header>
        <div>
          <h3>{calledBy(person)}</h3>
          <p className="mono soft">
            {person.contact} · {userId}
          </p>
          <p>
            <DutyTags duties={person.operatorRoles} />
            {person.isLocked && <Tag color="red">{t('people.locked')}</Tag>}
            <Tag>{t(person.hasSecondFactor ? 'people.factor' : 'people.no-factor')}</Tag>
            {person.ageGroup !== null && <Tag>{t(`age.${person.ageGroup}`)}</Tag>}
            {person.teams.map(({ id, name, role }) => (
              <Link key={id} to="/operate/teams" search={{ id }}>
                <Tag>
                  {name} · {t(`role.of-team.${role}`)}
                </Tag>
              </Link>
            ))}
          </p>
        </div>
        <div className="doing" hidden={!isSecurity}>
          <Sure
            title={t('people.end.sure')}
            act={t('people.end')}
            onDo={() => endAll.mutate()}
            isOff={person.sessions.length === 0}
          />
          <Sure
            title={t('people.lock.sure')}
            act={t('people.lock')}
            onDo={() => lock.mutate()}
            isOff={person.isLocked}
          />
          <RemoveFactor person={person} again={again} />
          <Button disabled={!person.hasSecondFactor} onClick={() => setDuties(true)}>
            {t(person.isOperator ? 'duty.change' : 'people.operator.make')}
          </Button>
        </div>
      </header>
      {isDuties && (
        <DutiesDialog
          person={{ userId, name: calledBy(person), duties: person.operatorRoles }}
          end={() => {
            setDuties(false);
            again();
          }}
        />
      )}
      <FactorWaits person={person} again={again} />
      <h4>{t('security.sessions')}</h4>
      {person.sessions.length === 0 && <p className="soft">{t('people.no-sessions')}</p>}
      <ul className="rows" hidden={person.sessions.length === 0}>
        {person.sessions.map(({ id, device, address, lastUsedAt, riskScore, riskReasons }) => (
          <li key={id}>
            <span>
              <span title={device}>{deviceName(device)}</span> <small className="mono soft">{address}</small>
            </span>
            <Risk score={riskScore} reasons={riskReasons} />
            <time className="soft" dateTime={lastUsedAt}>
              {when.format(new Date(lastUsedAt))}
            </time>
            <Button
              size="small"
              disabled={!isSecurity}
              onClick={() => end.mutate(id)}
              aria-label={t('security.end.of', { name: deviceName(device) })}
            >
              {t('security.end')}
            </Button>
          </li>
        ))}
      </ul>
      <h4>{t('security.sign-ins')}</h4>
      <ul className="rows">
        {person.signIns.slice(0, 20).map(({ at, isGood, device, address, riskScore, riskReasons }) => (
          <li key={`${at}${address}${device}`}>
            <span className={`status ${isGood ? 'done' : 'failed'}`}>
              {t(isGood ? 'security.good' : 'security.bad')}
            </span>
            <Risk score={riskScore} reasons={riskReasons} />
            <span className="mono soft" title={device}>
              {address}
            </span>
            <time className="soft" dateTime={at}>
              {when.format(new Date(at))}
            </time>
          </li>
        ))}
      </ul>
      <HistoryOf userId={userId} />
    </article>
  );
}

function Sure({ title, act, onDo, isOff }: { title: string; act: string; onDo: () => void; isOff: boolean }) {
  const { t } = useTranslation();
  return (
    <Popconfirm title={title} okText={act} cancelText={t('cancel')} onConfirm={onDo} disabled={isOff}>
      <Button disabled={isOff}>{act}</Button>
    </Popconfirm>
  );
}

function HistoryOf({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const history = useQuery({
    queryKey: ['people', userId, 'history'],
    queryFn: () => bodyOf(api().GET('/api/v1/people/{userId}/history', { params: { path: { userId } } })),
  });
  return (
    <>
      <h4>{t('teams.history')}</h4>
      {history.isPending && <Skeleton active />}
      {history.isError && <Failed error={history.error} again={() => void history.refetch()} />}
      {history.isSuccess && <Past items={history.data.items} />}
    </>
  );
}
