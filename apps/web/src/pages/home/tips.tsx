import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const kept = 'clipo.tips';
const tips = ['talk', 'keys', 'rights'] as const;

function closedBefore(): string[] {
  return (localStorage.getItem(kept) ?? '').split(' ');
}

/** What a newcomer may not find by themselves; each goes for good once it is put away. */
export function Tips() {
  const { t } = useTranslation();
  const [closed, setClosed] = useState(closedBefore);
  const open = tips.filter((tip) => !closed.includes(tip));
  if (open.length === 0) {
    return null;
  }
  const close = (tip: string) => {
    const next = [...closed, tip];
    localStorage.setItem(kept, next.join(' '));
    setClosed(next);
  };
  return (
    <section className="tips" aria-label={t('home.tips')}>
      <ul>
        {open.map((tip) => (
          <li key={tip}>
            <p>{t(`home.tip.${tip}`)}</p>
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('home.tip.close.of', { tip: t(`home.tip.${tip}`) })}
              onClick={() => close(tip)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
