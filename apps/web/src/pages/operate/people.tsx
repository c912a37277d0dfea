import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { useProven, WithProof } from '../security/proof.tsx';
import { calledBy } from '../team/use-after.ts';
import { DutiesDialog, DutyTags } from './duties.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { PersonCard } from './person-card.tsx';
import { Risk } from './risk.tsx';
import '../security/security.css';

/** For operators: sign-ins that may have been somebody else's, a person with their sessions, and who runs the service. */
export function People() {
  const { t } = useTranslation();
  const isSecurity = useDuty('security');
  return (
    <WithProof>
      <PageHead title={t('nav.people')} text={t('people.text')} />
      <NeedsProof>
        <Find />
        {isSecurity && <Risks />}
        <Operators mayChange={isSecurity} />
      </NeedsProof>
    </WithProof>
  );
}

/** Finds by the whole contact or id: nobody is to leaf through people. */
function Find() {
  const { t } = useTranslation();
  const prove = useProven();
  const find = useMutation({
    mutationFn: (who: string) => prove(() => bodyOf(api().POST('/api/v1/people/find', { body: { who } }))),
  });
  return (
    <section className="security-part" style={{ marginBlockStart: 0 }}>
      <Input.Search
        size="large"
        placeholder={t('people.find.example')}
        aria-label={t('people.find')}
        enterButton={t('people.find')}
        loading={find.isPending}
        onSearch={(who) => who.trim() !== '' && find.mutate(who)}
        style={{ maxInlineSize: 560 }}
      />
      {find.isError && <Alert type="error" showIcon title={errorText(find.error)} style={{ marginBlockStart: 16 }} />}
      {find.data !== undefined && <PersonCard person={find.data} again={() => find.mutate(find.data?.userId ?? '')} />}
    </section>
  );
}

const levels = [1, 50] as const;

function Risks() {
  const { t, i18n } = useTranslation();
  const [least, setLeast] = useState<(typeof levels)[number]>(1);
  const [opened, setOpened] = useState<string>();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const list = useInfiniteQuery({
    queryKey: ['people', 'risks', least],
    refetchInterval: 30_000,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/people/risks', { params: { query: { limit: 20, cursor: pageParam, least } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="security-part">
      <header>
        <h2>{t('people.risks')}</h2>
        <Segmented
          aria-label={t('people.least')}
          value={least}
          onChange={setLeast}
          options={levels.map((value) => ({ value, label: t(`people.least.${value}`) }))}
        />
      </header>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('people.none')} text={t('people.none.text')} />}
      <ul className="rows" hidden={items.length === 0}>
        {items.map(({ id, at, riskScore, riskReasons, address, device, ...person }) => (
          <li key={id}>
            <Button
              type="link"
              size="small"
              style={{ padding: 0, justifySelf: 'start' }}
              onClick={() => setOpened(opened === person.userId ? undefined : person.userId)}
            >
              {calledBy(person)}
            </Button>
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
      <MoreButton list={list} />
      {opened !== undefined && <Opened userId={opened} />}
    </section>
  );
}

function Opened({ userId }: { userId: string }) {
  const person = useQuery({
    queryKey: ['people', userId],
    queryFn: () => bodyOf(api().POST('/api/v1/people/find', { body: { who: userId } })),
  });
  if (person.isError) {
    return <Failed error={person.error} again={() => void person.refetch()} />;
  }
  return person.data === undefined ? (
    <Skeleton active />
  ) : (
    <PersonCard person={person.data} again={() => void person.refetch()} />
  );
}

function Operators({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation();
  const [changed, setChanged] = useState<Schemas['OperatorList']['items'][number]>();
  const list = useQuery({
    queryKey: ['people', 'operators'],
    queryFn: () => bodyOf(api().GET('/api/v1/people/operators')),
  });
  const items: Schemas['OperatorList']['items'] = list.data?.items ?? [];
  return (
    <section className="security-part">
      <header>
        <h2>{t('people.operators')}</h2>
      </header>
      <p className="soft" style={{ marginBlockEnd: 12 }}>
        {t('people.operators.text')}
      </p>
      {list.isSuccess && !items.some(({ roles }) => roles.includes('audit')) && (
        <Alert type="info" showIcon title={t('duty.no-auditor')} style={{ marginBlockEnd: 12 }} />
      )}
      <ul className="rows" hidden={items.length === 0}>
        {items.map((person) => (
          <li key={person.userId}>
            <strong>{calledBy(person)}</strong>
            <span className="mono soft">{person.contact}</span>
            <span>
              <DutyTags duties={person.roles} />
            </span>
            {mayChange && (
              <Button size="small" onClick={() => setChanged(person)}>
                {t('duty.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {changed !== undefined && (
        <DutiesDialog
          person={{ userId: changed.userId, name: calledBy(changed), duties: changed.roles }}
          end={() => setChanged(undefined)}
        />
      )}
    </section>
  );
}
