import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { EngineCard } from './engine-card.tsx';
import { EngineForm } from './engine-form.tsx';
import { Orders } from './orders.tsx';
import { type Engine, useEngines, useMayChangeEngines, useOutsidePresenters } from './use-engines.ts';
import './engines.css';

/** Outside engines that animate presenters with a team's own keys, who is performed by them, and what was ordered. */
export function Engines() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Engine | 'new'>();
  const mayChange = useMayChangeEngines();
  const engines = useEngines();
  const presenters = useOutsidePresenters();
  const items = engines.data?.items ?? [];
  const add = mayChange && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {t('engines.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('nav.engines')} text={t('engines.text')}>
        {items.length > 0 && add}
      </PageHead>
      <div className="engines">
        {!mayChange && <p className="soft">{t('engines.owner-only')}</p>}
        {engines.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
        {engines.isError && <Failed error={engines.error} again={() => void engines.refetch()} />}
        {engines.isSuccess && items.length === 0 && (
          <Nothing title={t('engines.none')} text={t('engines.none.text')}>
            {add}
          </Nothing>
        )}
        {items.length > 0 && <Agreed isAbroad={items.some(({ isAbroad }) => isAbroad)} />}
        {items.map((engine) => (
          <EngineCard
            key={engine.id}
            engine={engine}
            presenters={(presenters.data?.items ?? []).filter(({ engineId }) => engineId === engine.id)}
            mayChange={mayChange}
            onEdit={() => setOpen(engine)}
          />
        ))}
        {items.length > 0 && <Orders engines={items} />}
      </div>
      {open !== undefined && (
        <EngineForm engine={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

/** Whether the person who is here has agreed to what starting a batch asks of them. */
function Agreed({ isAbroad }: { isAbroad: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const isPerson = me.data !== null && me.data !== undefined;
  const consents = useQuery({
    queryKey: ['me', 'consents'],
    queryFn: () => bodyOf(api().GET('/api/v1/me/consents')),
    enabled: isPerson,
  });
  const wanted: readonly string[] = ['third-party-model', ...(isAbroad ? ['cross-border'] : [])];
  const lacks = consents.data?.purposes.some(({ purpose, isGiven }) => wanted.includes(purpose) && !isGiven) ?? false;
  return (
    lacks && (
      <Alert
        type="warning"
        showIcon
        title={t('engines.consent.none')}
        action={
          <LinkButton size="small" to="/privacy">
            {t('engines.consent.give')}
          </LinkButton>
        }
      />
    )
  );
}
