import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';

/** What a movement of credits was about: the batch, the order, or what an operator wrote. */
export function About({ movement: { kind, reason, reference, entries } }: { movement: Schemas['CreditMovement'] }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const batch = /^bat_\w+/.exec(reference)?.[0];
  const order = [reason, reference].find((text) => /^ord_\w+$/.test(text));
  if (kind === 'settle') {
    // It was taken out of what can be spent when it was set aside.
    const spent = entries.reduce((sum, { account, amount }) => (account === 'spent' ? sum + amount : sum), 0);
    return t('credits.of-held', { number: number.format(spent) });
  }
  if (batch !== undefined) {
    return (
      <Link to="/batches/$id" params={{ id: batch }}>
        {t('credits.batch')}
      </Link>
    );
  }
  if (order !== undefined) {
    return <span title={order}>{t('credits.order', { id: order.slice(-6) })}</span>;
  }
  return reason === '' && reference.startsWith('rnd_') ? t('credits.render') : reason;
}
