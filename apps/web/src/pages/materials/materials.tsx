import { DeleteOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Segmented, Skeleton, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { MaterialPicture } from './material-picture.tsx';
import { RightsPanel } from './rights-panel.tsx';
import { Uploads } from './uploads.tsx';
import { type MaterialView, useMaterials } from './use-materials.ts';
import './materials.css';

type Kind = 'all' | MaterialView['kind'];

/** What videos are made of: pictures, clips and sounds, with their rights. */
export function Materials() {
  const { t } = useTranslation();
  const list = useMaterials();
  const [kind, setKind] = useState<Kind>('all');
  const [inRights, setInRights] = useState<MaterialView>();
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = all.filter((material) => kind === 'all' || material.kind === kind);
  return (
    <>
      <PageHead title={t('nav.materials')} text={t('materials.text')} />
      <Uploads />
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {all.length > 0 && (
        <div style={{ marginBlock: 20 }}>
          <Segmented<Kind>
            aria-label={t('materials.kind')}
            value={kind}
            onChange={setKind}
            options={(['all', 'image', 'video', 'audio', 'font'] as const).map((value) => ({
              value,
              label: t(`materials.kind.${value}`),
            }))}
          />
        </div>
      )}
      {list.isSuccess && all.length === 0 && (
        <div style={{ marginBlockStart: 20 }}>
          <Nothing title={t('materials.none')} text={t('materials.none.text')} />
        </div>
      )}
      <ul className="material-grid">
        {shown.map((material) => (
          <Card key={material.id} material={material} onRights={() => setInRights(material)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          style={{ marginBlockStart: 24 }}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('list.more')}
        </Button>
      )}
      <RightsPanel material={inRights} onClose={() => setInRights(undefined)} />
    </>
  );
}

function Card({ material, onRights }: { material: MaterialView; onRights(): void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { id, name, rights, sizeBytes } = material;
  const remove = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/materials/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['materials'] }),
    onError: (error) => message.error(errorText(error)),
  });
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'megabyte', maximumSignificantDigits: 2 });
  return (
    <li className="material">
      <div className="face">
        <MaterialPicture material={material} />
      </div>
      <h3 title={name}>{name}</h3>
      <small>
        {rights === null ? (
          <span className="no-rights">{t('materials.no-rights')}</span>
        ) : (
          <span>{rights.licence}</span>
        )}
        <span className="mono">{size.format(sizeBytes / 1e6)}</span>
      </small>
      <div className="acts">
        <Button size="small" icon={<SafetyCertificateOutlined />} onClick={onRights}>
          {t('materials.rights')}
        </Button>
        <Popconfirm
          title={t('materials.delete.sure')}
          okText={t('materials.delete')}
          cancelText={t('cancel')}
          onConfirm={() => remove.mutate()}
        >
          <Tooltip title={t('materials.delete')}>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('materials.delete.of', { name })}
            />
          </Tooltip>
        </Popconfirm>
      </div>
    </li>
  );
}
