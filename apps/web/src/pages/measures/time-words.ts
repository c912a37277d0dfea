import { useTranslation } from 'react-i18next';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Says moments, and how long it is until them. */
export function useTimeWords() {
  const { t, i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    when: (at: string) => format.format(new Date(at)),
    left: (at: string, now = Date.now()) => {
      const ms = Date.parse(at) - now;
      if (ms <= 0) {
        return t('time.over');
      }
      if (ms >= 2 * dayMs) {
        return t('time.left.days', { count: Math.floor(ms / dayMs) });
      }
      const minutes = Math.floor(ms / minuteMs);
      return t('time.left.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    },
  };
}
