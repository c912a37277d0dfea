import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../shell/failed.tsx';
import { versionsOf } from './edit-api.ts';
import type { Editing } from './use-edit.ts';

/** All that the video was: every version can be taken up again, which is a change like any other. */
export function Versions({ editing }: { editing: Editing }) {
  const { t, i18n } = useTranslation();
  const { desk, session, view } = editing;
  const versions = useQuery({
    queryKey: ['versions', desk.id, view.kept],
    queryFn: () => versionsOf(desk.id),
    placeholderData: (old) => old,
  });
  if (versions.isPending) {
    return <Skeleton active />;
  }
  if (versions.isError) {
    return <Failed error={versions.error} again={() => void versions.refetch()} />;
  }
  const at = (time: string) => new Date(time).toLocaleString(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <ul className="version-rows">
      {versions.data.items.map(({ number, changedAt, renderedAt, edits }, index) => (
        <li key={number}>
          <span className="mono">{t('edit.version', { number })}</span>
          <time dateTime={changedAt}>{at(changedAt)}</time>
          <span className="soft">{renderedAt === null ? '' : t('edit.version.made')}</span>
          <Button size="small" disabled={index === 0} onClick={() => session.restore(edits as typeof view.edits)}>
            {t('edit.version.restore')}
          </Button>
        </li>
      ))}
      <li>
        <span className="mono">{t('edit.version', { number: 0 })}</span>
        <span className="soft">{t('edit.version.first')}</span>
        <span />
        <Button size="small" onClick={() => session.restore({ version: 1, lines: {}, scenes: {}, captions: {} })}>
          {t('edit.version.restore')}
        </Button>
      </li>
    </ul>
  );
}
