import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { MaterialPicture } from '../materials/material-picture.tsx';
import { ownPresentersKey, type PersonConsent, useOwnPresenters } from './use-own-presenters.ts';
import '../materials/materials.css';

/** The team's own presenters, with their consents and the way to end one. */
export function OwnPresenters() {
  const { t } = useTranslation();
  const list = useOwnPresenters();
  const items = list.data?.items ?? [];
  return (
    <section>
      <h2 className="gallery-title">{t('presenters.own')}</h2>
      <p className="soft" style={{ marginBlockEnd: 20 }}>
        {t('presenters.own.text')}
      </p>
      {list.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p>{t('presenters.own.none')}</p>}
      <ul className="gallery">
        {items.map((consent) => (
          <Own key={consent.id} consent={consent} />
        ))}
      </ul>
    </section>
  );
}

function Own({ consent }: { consent: PersonConsent }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { id, materialId, terms, holds } = consent;
  const material = useQuery({
    queryKey: ['materials', 'one', materialId],
    queryFn: () => bodyOf(api().GET('/api/v1/materials/{id}', { params: { path: { id: materialId } } })),
  });
  const withdraw = useMutation({
    mutationFn: () =>
      bodyOf(
        api().POST('/api/v1/person-consents/{id}/withdraw', {
          params: { path: { id } },
          body: { by: terms.signedBy },
        }),
      ),
    onSuccess: ({ files }) => {
      void message.success(t('presenters.withdrawn', { count: files.length }), 8);
      return queries.invalidateQueries({ queryKey: ownPresentersKey });
    },
    onError: (error) => message.error(errorText(error)),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <li>
      <div className="face">{material.data !== undefined && <MaterialPicture material={material.data} />}</div>
      <h3>{terms.person.name}</h3>
      <p>{holds ? t('presenters.until', { day: day.format(new Date(terms.until)) }) : t('presenters.ended')}</p>
      {holds && (
        <div>
          <Popconfirm
            title={t('presenters.withdraw.sure')}
            okText={t('presenters.withdraw')}
            cancelText={t('cancel')}
            onConfirm={() => withdraw.mutate()}
          >
            <Button size="small" loading={withdraw.isPending}>
              {t('presenters.withdraw')}
            </Button>
          </Popconfirm>
        </div>
      )}
    </li>
  );
}
