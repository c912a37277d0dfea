import { Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { type Channel, platformName } from './platforms.ts';

/** When the videos of a channel are posted: the first, as a clock here shows it, and the hours until each next one. */
export interface Rhythm {
  /** Empty: that is left open. */
  startsAt: string;
  everyHours: number;
}
const open: Rhythm = { startsAt: '', everyHours: 24 };

/** Asks for each channel when its videos are to be posted; all of it may be left open. */
export function ScheduleFields({
  channels,
  rhythms,
  onChange,
}: {
  channels: readonly Channel[];
  rhythms: readonly Rhythm[];
  onChange(rhythms: Rhythm[]): void;
}) {
  const { t, i18n } = useTranslation();
  const change = (at: number, part: Partial<Rhythm>) =>
    onChange(channels.map((_, index) => ({ ...open, ...rhythms[index], ...(index === at ? part : {}) })));
  return (
    <ul className="schedule-rows">
      {channels.map(({ platform, handle }, index) => {
        const { startsAt, everyHours } = rhythms[index] ?? open;
        const name = `${platformName(platform, i18n.language)} ${handle}`;
        return (
          <li key={name}>
            <span>{name}</span>
            <Input
              type="datetime-local"
              aria-label={t('deliver.schedule.first', { name })}
              value={startsAt}
              onChange={({ target }) => change(index, { startsAt: target.value })}
            />
            {startsAt !== '' && (
              <InputNumber
                aria-label={t('deliver.schedule.every', { name })}
                min={0}
                max={720}
                precision={0}
                prefix={t('deliver.schedule.each')}
                suffix={t('deliver.schedule.hours')}
                value={everyHours}
                onChange={(hours) => hours !== null && change(index, { everyHours: hours })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** As the service is told it. */
export function schedulesOf(
  channels: readonly Channel[],
  rhythms: readonly Rhythm[],
): NonNullable<Schemas['NewChannelDelivery']['schedules']> {
  return channels.map((_, index) => {
    const { startsAt, everyHours } = rhythms[index] ?? open;
    return startsAt === '' ? null : { startsAt: new Date(startsAt).toISOString(), everyMinutes: everyHours * 60 };
  });
}
