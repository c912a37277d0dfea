import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, InputNumber, Skeleton, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { useAfter } from '../team/use-after.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

type Of = Schemas['TeamPapers'];

/** One team as operators decide on it. What was decided can be decided anew: that is how a decision is taken back. */
export function TeamPapers({ id, end }: { id: string; end: () => void }) {
  const { t } = useTranslation();
  const team = useQuery({
    queryKey: ['papers', 'team', id],
    queryFn: () => bodyOf(api().GET('/api/v1/teams/{id}/papers', { params: { path: { id } } })),
    retry: false,
  });
  if (team.isError) {
    return (
      <section className="security-part">
        <Failed error={team.error} again={() => void team.refetch()} />
      </section>
    );
  }
  if (team.data === undefined) {
    return <Skeleton active style={{ marginBlockStart: 32 }} />;
  }
  const { teamName, owner, kind } = team.data;
  return (
    <article className="person-card" style={{ maxInlineSize: 900 }} aria-label={teamName}>
      <header>
        <div>
          <h2 style={{ fontSize: 18 }}>{teamName}</h2>
          <p className="mono soft">
            {owner} · {id}
          </p>
        </div>
        <div className="doing">
          <Tag>{t(`decide.kind.${kind}`)}</Tag>
          <Button size="small" onClick={end}>
            {t('decide.close')}
          </Button>
        </div>
      </header>
      <ul className="settings">
        <Enterprise team={team.data} />
        <ApiAccess team={team.data} />
        <Usage team={team.data} />
        <Seats team={team.data} />
      </ul>
    </article>
  );
}

function Part({ title, children, doing }: { title: string; children: ReactNode; doing: ReactNode }) {
  return (
    <li>
      <h3 style={{ fontSize: 15 }}>{title}</h3>
      <div>{children}</div>
      <div className="doing">{doing}</div>
    </li>
  );
}

function useDay() {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (time: string) => format.format(new Date(time));
}

function Enterprise({ team: { teamId, enterprise } }: { team: Of }) {
  const { t } = useTranslation();
  const day = useDay();
  const [deciding, setDeciding] = useState<'verify' | 'decline'>();
  const after = useAfter(['papers']);
  const path = { id: teamId };
  const verify = useMutation({
    mutationFn: (body: { isVerified: boolean; reason: string }) =>
      bodyOf(api().PUT('/api/v1/teams/{id}/verification', { params: { path }, body })),
    onSuccess: async () => {
      setDeciding(undefined);
      await after.onSuccess();
    },
  });
  if (enterprise === null) {
    return (
      <Part title={t('papers.enterprise')} doing={null}>
        <p>{t('papers.enterprise.none')}</p>
      </Part>
    );
  }
  const { state, name, licenceNumbers, businessScope, reason, decidedAt } = enterprise;
  return (
    <Part
      title={t('papers.enterprise')}
      doing={
        <>
          {state !== 'verified' && (
            <Button type="primary" onClick={() => setDeciding('verify')}>
              {t('decide.verify')}
            </Button>
          )}
          {state !== 'declined' && (
            <Button onClick={() => setDeciding('decline')}>
              {t(state === 'verified' ? 'decide.take-back' : 'decide.decline')}
            </Button>
          )}
        </>
      }
    >
      <p>
        <strong>{name}</strong>
      </p>
      <p className="mono">{licenceNumbers.join(' · ')}</p>
      <p style={{ overflowWrap: 'anywhere' }}>{businessScope}</p>
      <p>
        <a href={`/api/v1/teams/${teamId}/enterprise/proof`} download>
          {t('decide.proof')}
        </a>
      </p>
      <p className={`status ${state === 'verified' ? 'done' : state === 'declined' ? 'failed' : ''}`}>
        {t(`papers.enterprise.${state}`)}
        {decidedAt !== null && ` · ${day(decidedAt)}`}
      </p>
      {reason !== '' && <p>{reason}</p>}
      {deciding !== undefined && (
        <DecisionDialog
          title={t(
            deciding === 'verify' ? 'decide.verify' : state === 'verified' ? 'decide.take-back' : 'decide.decline',
          )}
          error={verify.error}
          isBusy={verify.isPending}
          onDecide={({ reason: why }) => verify.mutate({ isVerified: deciding === 'verify', reason: why })}
          end={() => {
            verify.reset();
            setDeciding(undefined);
          }}
        />
      )}
    </Part>
  );
}

/** What is to be decided of API access. */
type Decision = 'approved' | 'declined' | 'revoked';

function ApiAccess({ team: { teamId, apiAccess } }: { team: Of }) {
  const { t } = useTranslation();
  const day = useDay();
  const [asking, setAsking] = useState<Decision>();
  const after = useAfter(['papers']);
  const decide = useMutation({
    mutationFn: (body: { status: Decision; reason: string; endsAt?: string }) =>
      bodyOf(api().PUT('/api/v1/teams/{id}/api-access', { params: { path: { id: teamId } }, body })),
    onSuccess: async () => {
      setAsking(undefined);
      await after.onSuccess();
    },
  });
  if (apiAccess === null) {
    return (
      <Part title={t('papers.api')} doing={null}>
        <p>{t('papers.api.none')}</p>
      </Part>
    );
  }
  const { status, purpose, reason, endsAt, decidedAt } = apiAccess;
  return (
    <Part
      title={t('papers.api')}
      doing={
        <>
          {status !== 'approved' && (
            <Button type="primary" onClick={() => setAsking('approved')}>
              {t('decide.approve')}
            </Button>
          )}
          {status === 'applied' && <Button onClick={() => setAsking('declined')}>{t('decide.decline')}</Button>}
          {status === 'approved' && (
            <Button danger onClick={() => setAsking('revoked')}>
              {t('decide.revoke')}
            </Button>
          )}
        </>
      }
    >
      <p style={{ overflowWrap: 'anywhere', color: 'var(--ink)' }}>{purpose}</p>
      <p className={`status ${status === 'approved' ? 'done' : status === 'applied' ? '' : 'failed'}`}>
        {t(`papers.api.${status}`)}
        {decidedAt !== null && ` · ${day(decidedAt)}`}
        {endsAt !== null && ` · ${t('papers.until', { to: day(endsAt) })}`}
      </p>
      {reason !== '' && <p>{reason}</p>}
      {asking !== undefined && (
        <DecisionDialog
          title={t(
            asking === 'approved' ? 'decide.approve' : asking === 'declined' ? 'decide.decline' : 'decide.revoke',
          )}
          hasTerm={asking === 'approved'}
          error={decide.error}
          isBusy={decide.isPending}
          onDecide={(said) => decide.mutate({ status: asking, ...said })}
          end={() => {
            decide.reset();
            setAsking(undefined);
          }}
        />
      )}
    </Part>
  );
}

function Usage({ team: { teamId, usageGrants } }: { team: Of }) {
  const { t } = useTranslation();
  const day = useDay();
  const [isOpen, setOpen] = useState(false);
  const after = useAfter(['papers']);
  const [withdrawn, setWithdrawn] = useState<Of['usageGrants'][number]>();
  return (
    <Part title={t('papers.use')} doing={<Button onClick={() => setOpen(true)}>{t('decide.grant')}</Button>}>
      {usageGrants.length === 0 && <p>{t('decide.grant.none')}</p>}
      {usageGrants.map((grant) => (
        <p key={grant.id} style={{ overflowWrap: 'anywhere' }}>
          <strong>{grant.purpose}</strong> ·{' '}
          {grant.endsAt === null
            ? t('papers.from', { from: day(grant.startsAt) })
            : t('papers.term', { from: day(grant.startsAt), to: day(grant.endsAt) })}{' '}
          · <span className="mono">{grant.document}</span>{' '}
          <Button
            type="link"
            size="small"
            onClick={() => setWithdrawn(grant)}
            aria-label={t('decide.withdraw.of', { name: grant.purpose })}
          >
            {t('decide.withdraw')}
          </Button>
        </p>
      ))}
      {withdrawn !== undefined && (
        <ReasonDialog
          title={t('decide.withdraw.of', { name: withdrawn.purpose })}
          act={t('decide.withdraw')}
          isDanger
          onDo={(reason) =>
            bodyOf(
              api().DELETE('/api/v1/teams/{id}/usage-grants/{grantId}', {
                params: { path: { id: teamId, grantId: withdrawn.id } },
                body: { reason },
              }),
            )
          }
          done={after.onSuccess}
          end={() => setWithdrawn(undefined)}
        />
      )}
      {isOpen && <GrantDialog teamId={teamId} end={() => setOpen(false)} />}
    </Part>
  );
}

function Seats({ team: { teamId, seats } }: { team: Of }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [wanted, setWanted] = useState<number | null>(seats);
  const after = useAfter(['papers']);
  const [isAsked, setAsked] = useState(false);
  return (
    <Part
      title={t('decide.seats')}
      doing={
        <Button disabled={wanted === null || wanted === seats} onClick={() => setAsked(true)}>
          {t('save')}
        </Button>
      }
    >
      <InputNumber
        min={1}
        max={10_000}
        precision={0}
        value={wanted}
        onChange={setWanted}
        aria-label={t('decide.seats')}
      />
      {isAsked && wanted !== null && (
        <ReasonDialog
          title={`${t('decide.seats')}: ${seats} → ${wanted}`}
          act={t('save')}
          onDo={(reason) =>
            bodyOf(
              api().PUT('/api/v1/teams/{id}/verification', {
                params: { path: { id: teamId } },
                body: { seats: wanted, reason },
              }),
            )
          }
          done={() => {
            void message.success(t('saved'));
            return after.onSuccess();
          }}
          end={() => setAsked(false)}
        />
      )}
    </Part>
  );
}
