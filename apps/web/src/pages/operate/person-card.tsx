import { deviceName } from '@clipo/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { calledBy } from '../team/use-after.ts';
import { DutiesDialog, DutyTags } from './duties.tsx';
import { FactorWaits, RemoveFactor } from './factor-removal.tsx';
import { Past } from './past.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Risk } from './risk.tsx';

type Person = Schemas['PersonForOperators'];

/** A person as operators see them: where they are signed in, how they signed in, and what can be done about it. */
export function PersonCard({ person, again }: { person: Person; again: () => void }) {
  const { t, i18n } = useTranslation();
  const isSecurity = useDuty('security');
  const { message } = App.useApp();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const { userId } = person;
  const done = () => {
    void message.success(t('saved'));
    again();
  };
  const [asked, setAsked] = useState<Asked>();
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
          <Button disabled={person.sessions.length === 0} onClick={() => setAsked({ act: 'end-all' })}>
            {t('people.end')}
          </Button>
          <Button disabled={person.isLocked} onClick={() => setAsked({ act: 'lock' })}>
            {t('people.lock')}
          </Button>
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
      {asked !== undefined && <AskWhy userId={userId} asked={asked} done={done} end={() => setAsked(undefined)} />}
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
              onClick={() => setAsked({ act: 'end', id })}
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

/** What is done to a person once it is said why. */
type Asked = { act: 'end-all' | 'lock' } | { act: 'end'; id: string };

function AskWhy({ userId, asked, done, end }: { userId: string; asked: Asked; done(): unknown; end(): void }) {
  const { t } = useTranslation();
  switch (asked.act) {
    case 'end-all':
      return (
        <ReasonDialog
          title={t('people.end')}
          text={t('people.end.sure')}
          act={t('people.end')}
          onDo={(reason) =>
            bodyOf(api().DELETE('/api/v1/people/{userId}/sessions', { params: { path: { userId } }, body: { reason } }))
          }
          done={done}
          end={end}
        />
      );
    case 'lock':
      return (
        <ReasonDialog
          title={t('people.lock')}
          text={t('people.lock.sure')}
          act={t('people.lock')}
          isDanger
          onDo={(reason) =>
            bodyOf(api().POST('/api/v1/people/{userId}/lock', { params: { path: { userId } }, body: { reason } }))
          }
          done={done}
          end={end}
        />
      );
    case 'end':
      return (
        <ReasonDialog
          title={t('security.end')}
          act={t('security.end')}
          onDo={(reason) =>
            bodyOf(
              api().DELETE('/api/v1/people/{userId}/sessions/{id}', {
                params: { path: { userId, id: asked.id } },
                body: { reason },
              }),
            )
          }
          done={done}
          end={end}
        />
      );
  }
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
