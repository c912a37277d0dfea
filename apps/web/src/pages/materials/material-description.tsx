import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { LinkButton } from '../../shell/link-button.tsx';
import { useModel } from '../talk/use-model.ts';
import type { MaterialView } from './use-materials.ts';

/**
 * What a model says of a material, and asking it to: nothing is sent before somebody presses, who agreed to that, and to whom
 * it is sent is said beside it. Where no model is set there is nothing to ask.
 */
export function MaterialDescription({ material: { id, seen } }: { material: MaterialView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data: model } = useModel();
  const ask = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/materials/{id}/description', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['materials'] }),
    onError: (error) => message.error(errorText(error)),
  });
  const said = seen?.description ?? null;
  const name = model?.source === 'none' ? null : (model?.name ?? null);
  const canAsk = name !== null && (seen?.thumbnail ?? seen?.strip ?? null) !== null;
  if (said === null && !canAsk) {
    return null;
  }
  return (
    <section>
      <h3>{t('described.title')}</h3>
      {said !== null && (
        <>
          <p>{said.text}</p>
          <p className="soft">{said.tags.join(' · ')}</p>
          <p className="soft">
            {said.model} · {t('ai.note')}
          </p>
        </>
      )}
      {canAsk && (
        <>
          <p className="soft">{t('described.text', { model: name })}</p>
          {model?.isAllowed === true ? (
            <Button className="ask-model" loading={ask.isPending} onClick={() => ask.mutate()}>
              {t(said === null ? 'described.ask' : 'described.again')}
            </Button>
          ) : (
            <LinkButton to="/privacy">{t('model.allow')}</LinkButton>
          )}
        </>
      )}
    </section>
  );
}
