import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';

/** Rights that are read, not changed: those of the licensed library. */
export function RightsFacts({
  rights: { holder, licence, scope, term, shows, people },
}: {
  rights: Schemas['Rights'];
}) {
  const { t } = useTranslation();
  const facts = [
    [t('rights.holder'), holder],
    [t('rights.licence'), licence],
    [t('rights.scope'), scope],
    [t('rights.term'), term],
    [t('rights.shows'), shows === undefined ? undefined : t(`rights.shows.${shows}`)],
    [t('rights.people'), people],
  ] as const;
  return (
    <dl className="rights-facts">
      {facts.map(
        ([name, text]) =>
          text !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
