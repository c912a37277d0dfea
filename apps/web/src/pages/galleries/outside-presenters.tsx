import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../shell/link-button.tsx';
import { useEngines, useOutsidePresenters } from '../engines/use-engines.ts';

/** Presenters whom outside engines perform, and the way to those engines. */
export function OutsidePresenters() {
  const { t } = useTranslation();
  const engines = useEngines().data?.items ?? [];
  const presenters = useOutsidePresenters().data?.items ?? [];
  const engineOf = (id: string) => engines.find((engine) => engine.id === id)?.name ?? '';
  return (
    <section>
      <h2 className="gallery-title">{t('presenters.outside')}</h2>
      <p className="soft" style={{ marginBlockEnd: 20 }}>
        {t('presenters.outside.text')}
      </p>
      <ul className="gallery">
        {presenters.map(({ id, name, engineId }) => (
          <li key={id}>
            <h3>{name}</h3>
            <p>{t('presenters.outside.of', { engine: engineOf(engineId) })}</p>
          </li>
        ))}
      </ul>
      <LinkButton to="/engines" style={{ marginBlockStart: presenters.length > 0 ? 20 : 0 }}>
        {t('presenters.outside.manage')}
      </LinkButton>
    </section>
  );
}
