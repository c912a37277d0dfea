import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';

/** For what the team may use its videos: by grants, which the files come with; else for review alone. */
export function UseOf() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const grants = useQuery({
    queryKey: ['team', 'usage-grants'],
    queryFn: () => bodyOf(api().GET('/api/v1/team/usage-grants')),
    enabled: me.data != null,
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return grants.data === undefined ? null : (
    <>
      <dt>{t('papers.use')}</dt>
      <dd>
        {grants.data.items.length === 0 && t('papers.use.none')}
        {grants.data.items.map(({ id, purpose, document, endsAt }) => (
          <span key={id} style={{ display: 'block' }}>
            {purpose}
            {endsAt !== null && ` · ${t('papers.until', { to: day.format(new Date(endsAt)) })}`} · {document}
          </span>
        ))}
      </dd>
    </>
  );
}
