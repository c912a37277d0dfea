import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** Who of the service asks to act on one's behalf, or does: consent, refuse, end at once. Nothing where nobody ever did. */
export function ActingConsents() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: ['me', 'actings'],
    refetchInterval: 15_000,
    queryFn: () => bodyOf(api().GET('/api/v1/me/actings')),
  });
  const items = list.data?.items ?? [];
  return items.length === 0 ? null : (
    <section className="security-part" id="acting">
      <header>
        <h2>{t('actings.mine')}</h2>
      </header>
      <p className="soft" style={{ marginBlockEnd: 12 }}>
        {t('actings.mine.text')}
      </p>
      <ul className="rows">
        {items.map((acting) => (
          <Row key={acting.id} acting={acting} />
        ))}
      </ul>
    </section>
  );
}

function Row({ acting: { id, state, reason, team, asksUntil, endsAt } }: { acting: Schemas['Acting'] }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const params = { path: { id } };
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me', 'actings'] }),
    onError: (error: Error) => void message.error(errorText(error)),
  };
  const consent = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/me/actings/{id}/consent', { params })),
    ...after,
  });
  const end = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/me/actings/{id}', { params })),
    ...after,
  });
  return (
    <li>
      <strong>{reason}</strong>
      <span className="soft">{team}</span>
      <span className="soft">
        {t(`actings.state.${state}`, { when: when.format(new Date(state === 'running' ? (endsAt ?? 0) : asksUntil)) })}
      </span>
      <span className="doing">
        {state === 'asked' && (
          <Button size="small" type="primary" loading={consent.isPending} onClick={() => consent.mutate()}>
            {t('actings.consent')}
          </Button>
        )}
        {state !== 'ended' && (
          <Button size="small" loading={end.isPending} onClick={() => end.mutate()}>
            {t(state === 'asked' ? 'actings.refuse' : 'actings.end')}
          </Button>
        )}
      </span>
    </li>
  );
}
