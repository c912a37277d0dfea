import { useTranslation } from 'react-i18next';
import type { Engine } from './use-engines.ts';

/** What an engine asks of people before it may be used: what goes where, who must have agreed to what, where it is written down. */
export function EngineNeeds({
  recipient,
  isAbroad,
  animates,
}: Pick<Engine, 'recipient' | 'isAbroad'> & { animates: readonly string[] }) {
  const { t } = useTranslation();
  const hasFaces = animates.some((kind) => kind !== 'avatar');
  return (
    <section className="engine-needs">
      <h4>{t('engines.needs')}</h4>
      <ul>
        <li>
          {t('engines.needs.voice', { recipient })}
          {isAbroad && t('engines.needs.abroad')}
        </li>
        {hasFaces && <li>{t(isAbroad ? 'engines.needs.face-abroad' : 'engines.needs.face')}</li>}
        <li>{t('engines.needs.written')}</li>
      </ul>
    </section>
  );
}
