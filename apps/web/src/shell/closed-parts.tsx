import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';

/** Who looks at a page knows within five seconds; a page that nobody sees does not ask. */
const everyMs = 4000;

/** What is open and closed, as everybody may know. */
export function useParts() {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['parts', i18n.language],
    queryFn: () => bodyOf(api().GET('/api/v1/parts')),
    refetchInterval: everyMs,
  });
}

/** Says on top of the page which parts of the service are closed, and why, before anybody fills in a form for nothing. */
export function ClosedParts() {
  const { t } = useTranslation();
  const closed = useParts().data?.items.filter(({ isOpen }) => !isOpen) ?? [];
  return closed.map(({ part, reason }) => (
    <Alert
      key={part}
      type="warning"
      showIcon
      role="status"
      title={t('parts.closed', { part: t(`parts.${part}`) })}
      description={reason}
      style={{ marginBlockEnd: 16 }}
    />
  ));
}
