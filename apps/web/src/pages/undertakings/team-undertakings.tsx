import { useTranslation } from 'react-i18next';
import { Failed } from '../../shell/failed.tsx';
import { UndertakingRows } from './undertaking-rows.tsx';
import { useUndertakings } from './use-undertakings.ts';
import './undertakings.css';

/** Everything that members undertook to be given videos without the explicit label; what waits comes first. */
export function TeamUndertakings() {
  const { t } = useTranslation();
  const list = useUndertakings(undefined);
  const items = list.data?.items ?? [];
  const waiting = items.filter(({ status }) => status === 'waiting');
  return (
    <section className="security-part">
      <header>
        <h2>{t('unmarked.team')}</h2>
      </header>
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data !== undefined && items.length === 0 && <p className="soft">{t('unmarked.team.none')}</p>}
      <UndertakingRows items={[...waiting, ...items.filter(({ status }) => status !== 'waiting')]} withVideo />
    </section>
  );
}
