import type { UseQueryResult } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { platformName } from './platforms.ts';

type Check = Schemas['ChannelDeliveryCheck'];
type Finding = Check['findings'][number];

/** What stands in the way of a delivery, and what else is to be known: one line a fault, however many videos have it. */
export function Findings({ check }: { check: UseQueryResult<Check> }) {
  const { t } = useTranslation();
  if (check.isError) {
    return <Alert type="error" showIcon title={errorText(check.error)} />;
  }
  if (check.data === undefined) {
    return <p className="soft">{t('deliver.checking')}</p>;
  }
  const faults = check.data.findings.filter(({ level }) => level === 'error');
  const remarks = check.data.findings.filter(({ level }) => level === 'warning');
  return (
    <div className="findings" aria-live="polite">
      {faults.length === 0 && <Alert type="success" showIcon title={t('deliver.fine')} />}
      {faults.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('deliver.problems', { count: faults.length })}
          description={<Lines findings={faults} />}
        />
      )}
      {remarks.length > 0 && (
        <Alert
          type="warning"
          title={t('deliver.remarks', { count: remarks.length })}
          description={<Lines findings={remarks} />}
        />
      )}
    </div>
  );
}

const mostLines = 12;

function Lines({ findings }: { findings: readonly Finding[] }) {
  const { t, i18n } = useTranslation();
  const groups = new Map<string, { first: Finding; videos: Set<string> }>();
  for (const finding of findings) {
    const key = `${finding.channel.platform} ${finding.channel.handle} ${finding.message}`;
    const group = groups.get(key) ?? { first: finding, videos: new Set() };
    group.videos.add(finding.video);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  return (
    <ul>
      {all.slice(0, mostLines).map(({ first, videos }) => (
        <li key={`${first.channel.platform}${first.channel.handle}${first.message}`}>
          <b>{platformName(first.channel.platform, i18n.language)}</b>{' '}
          {videos.size === 1 ? first.video : t('deliveries.videos', { count: videos.size })} {first.message}
        </li>
      ))}
      {all.length > mostLines && <li>{t('deliver.and-more', { count: all.length - mostLines })}</li>}
    </ul>
  );
}
