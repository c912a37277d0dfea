import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, InputNumber, Skeleton, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { useAfter } from '../team/use-after.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { GrantDialog } from './grant-dialog.tsx';

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
  const { message } = App.useApp();
  const day = useDay();
  const [isDeclining, setDeclining] = useState(false);
  const after = useAfter(['papers']);
  const path = { id: teamId };
  const verify = useMutation({
    mutationFn: (body: { isVerified: boolean; reason?: string }) =>
      bodyOf(api().PUT('/api/v1/teams/{id}/verification', { params: { path }, body: { reason: '', ...body } })),
    onSuccess: async () => {
      setDeclining(false);
      await after.onSuccess();
    },
    onError: (error) => void message.error(errorText(error)),
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
            <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate({ isVerified: true })}>
              {t('decide.verify')}
            </Button>
          )}
          {state !== 'declined' && (
            <Button onClick={() => setDeclining(true)}>
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
      {isDeclining && (
        <DecisionDialog
          title={t(state === 'verified' ? 'decide.take-back' : 'decide.decline')}
          error={verify.error}
          isBusy={verify.isPending}
          onDecide={(said) => verify.mutate({ isVerified: false, reason: said.reason })}
          end={() => setDeclining(false)}
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
  const withdraw = useMutation({
    mutationFn: (grantId: string) =>
      bodyOf(api().DELETE('/api/v1/teams/{id}/usage-grants/{grantId}', { params: { path: { id: teamId, grantId } } })),
    ...after,
  });
  return (
    <Part title={t('papers.use')} doing={<Button onClick={() => setOpen(true)}>{t('decide.grant')}</Button>}>
      {usageGrants.length === 0 && <p>{t('decide.grant.none')}</p>}
      {usageGrants.map(({ id, purpose, document, startsAt, endsAt }) => (
        <p key={id} style={{ overflowWrap: 'anywhere' }}>
          <strong>{purpose}</strong> ·{' '}
          {endsAt === null
            ? t('papers.from', { from: day(startsAt) })
            : t('papers.term', { from: day(startsAt), to: day(endsAt) })}{' '}
          · <span className="mono">{document}</span>{' '}
          <Button
            type="link"
            size="small"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(id)}
            aria-label={t('decide.withdraw.of', { name: purpose })}
          >
            {t('decide.withdraw')}
          </Button>
        </p>
      ))}
      {isOpen && <GrantDialog teamId={teamId} end={() => setOpen(false)} />}
    </Part>
  );
}

function Seats({ team: { teamId, kind, seats } }: { team: Of }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [wanted, setWanted] = useState<number | null>(seats);
  const after = useAfter(['papers']);
  const save = useMutation({
    mutationFn: (many: number) =>
      bodyOf(
        api().PUT('/api/v1/teams/{id}/verification', {
          params: { path: { id: teamId } },
          body: { isVerified: kind === 'enterprise', reason: '', seats: many },
        }),
      ),
    onSuccess: async () => {
      void message.success(t('saved'));
      await after.onSuccess();
    },
    onError: after.onError,
  });
  return (
    <Part
      title={t('decide.seats')}
      doing={
        <Button
          loading={save.isPending}
          disabled={wanted === null || wanted === seats}
          onClick={() => wanted !== null && save.mutate(wanted)}
        >
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
    </Part>
  );
}
