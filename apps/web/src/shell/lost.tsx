import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import './shell.css';

/** An address that leads nowhere. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <main className="lone">
      <h1>{t('lost.title')}</h1>
      <p className="soft">{t('lost.text')}</p>
      <Link to="/">{t('lost.home')}</Link>
    </main>
  );
}
