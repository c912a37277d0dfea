import type { Say } from '../i18n/translate.ts';

/** A duration for people: `8 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatTime(seconds: number, say: Say): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, min, s] = say.language === 'zh-CN' ? ['小时', '分', '秒'] : ['h', 'min', 's'];
  if (whole < 60) {
    return `${whole} ${s}`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} ${min} ${whole % 60} ${s}`
    : `${Math.floor(minutes / 60)} ${h} ${minutes % 60} ${min}`;
}
