import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { PerformedForm } from './performed-form.tsx';
import { type Engine, moneyOf, type OutsidePresenter, outsidePresentersKey } from './use-engines.ts';

/** Who is performed by an engine. */
export function PerformedPeople({ engine, presenters }: { engine: Engine; presenters: readonly OutsidePresenter[] }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [open, setOpen] = useState<OutsidePresenter | 'new'>();
  const remove = useMutation({
    mutationFn: (id: string) => bodyOf(api().DELETE('/api/v1/outside-presenters/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: outsidePresentersKey }),
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <div className="performed">
      <h3>{t('engines.people')}</h3>
      {presenters.length === 0 && <p className="soft">{t('engines.people.none')}</p>}
      <ul>
        {presenters.map((presenter) => {
          const { id, name, avatar, materialId, mostBatchCents } = presenter;
          return (
            <li key={id}>
              <div>
                <b>{name}</b>
                <span className="engine-facts">
                  <span className="mono">{avatar ?? materialId}</span>
                  {mostBatchCents !== null && (
                    <span>
                      {t('engines.person.batch-limit', {
                        sum: moneyOf(mostBatchCents, engine.currency, i18n.language),
                      })}
                    </span>
                  )}
                </span>
              </div>
              {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would stand among fields of no form */}
              <div role="group" className="engine-acts" aria-label={t('engines.people.acts', { name })}>
                <Button size="small" onClick={() => setOpen(presenter)}>
                  {t('engines.edit')}
                </Button>
                <Popconfirm
                  title={t('engines.people.remove.sure')}
                  okText={t('engines.remove')}
                  cancelText={t('cancel')}
                  onConfirm={() => remove.mutate(id)}
                >
                  <Button size="small" danger type="text">
                    {t('engines.remove')}
                  </Button>
                </Popconfirm>
              </div>
            </li>
          );
        })}
      </ul>
      <Button icon={<PlusOutlined />} onClick={() => setOpen('new')} disabled={engine.lacks !== null}>
        {t('engines.people.add')}
      </Button>
      {open !== undefined && (
        <PerformedForm
          engine={engine}
          presenter={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
