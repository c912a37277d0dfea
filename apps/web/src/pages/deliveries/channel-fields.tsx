import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { type Channel, type Platform, platformName, platformNames } from './platforms.ts';

/** The channels that videos go to: platform and account, and of when what is known of the platform is. */
export function ChannelFields({
  channels,
  mayBeNone = false,
  onChange,
}: {
  channels: readonly Channel[];
  mayBeNone?: boolean;
  onChange(channels: Channel[]): void;
}) {
  const { t, i18n } = useTranslation();
  const limits = useQuery({
    queryKey: ['channels'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => bodyOf(api().GET('/api/v1/channels')),
  });
  const change = (at: number, part: Partial<Channel>) =>
    onChange(channels.map((channel, index) => (index === at ? { ...channel, ...part } : channel)));
  return (
    <div className="channel-fields">
      {channels.map((channel, index) => {
        const checkedAt = limits.data?.items.find(({ platform }) => platform === channel.platform)?.checkedAt;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and keep their order.
          <div className="channel-row" key={index}>
            <Select<Platform>
              aria-label={t('deliver.channel.platform')}
              value={channel.platform}
              onChange={(platform) => change(index, { platform })}
              options={(Object.keys(platformNames) as Platform[]).map((value) => ({
                value,
                label: platformName(value, i18n.language),
              }))}
            />
            <Input
              aria-label={t('deliver.channel.handle')}
              placeholder={t('deliver.channel.handle')}
              value={channel.handle}
              maxLength={100}
              onChange={({ target }) => change(index, { handle: target.value })}
            />
            <Button
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('deliver.channel.drop')}
              disabled={channels.length === 1 && !mayBeNone}
              onClick={() => onChange(channels.filter((_, at) => at !== index))}
            />
            {checkedAt !== undefined && (
              <small className="soft">{t('deliver.channel.limits', { date: checkedAt })}</small>
            )}
          </div>
        );
      })}
      <Button icon={<PlusOutlined />} onClick={() => onChange([...channels, { platform: 'xiaohongshu', handle: '' }])}>
        {t('deliver.channel.add')}
      </Button>
    </div>
  );
}
