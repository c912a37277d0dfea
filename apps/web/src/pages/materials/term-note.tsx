import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';

/** More than so many are not counted one by one. */
const counted = 100;

/** Rights that have ended or end soon, told before somebody starts a batch with what may not be used any more. */
export function TermNote({ onShow }: { onShow(rights: 'ending' | 'ended'): void }) {
  const { t } = useTranslation();
  const ended = useCount('ended');
  const ending = useCount('ending');
  const [rights, count] = ended > 0 ? (['ended', ended] as const) : (['ending', ending] as const);
  return count === 0 ? null : (
    <Alert
      type={rights === 'ended' ? 'error' : 'warning'}
      showIcon
      style={{ marginBlockStart: 16 }}
      title={t(`materials.term.${rights}`, { count })}
      action={
        <Button size="small" onClick={() => onShow(rights)}>
          {t('materials.term.show')}
        </Button>
      }
    />
  );
}

function useCount(rights: 'ending' | 'ended'): number {
  const { data } = useQuery({
    queryKey: ['materials', 'term', rights],
    queryFn: () => bodyOf(api().GET('/api/v1/materials', { params: { query: { limit: counted, rights } } })),
  });
  return data?.items.length ?? 0;
}
