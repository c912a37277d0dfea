import { DeleteOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Drawer, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { steadyLink } from '../../api/steady-link.ts';
import { isHeld } from './held-note.tsx';
import { LookAgain } from './look-again.tsx';
import { sizeIn } from './material-card.tsx';
import { MaterialDescription } from './material-description.tsx';
import { MaterialProofs } from './material-proofs.tsx';
import { MaterialTags } from './material-tags.tsx';
import { RightsFacts } from './rights-facts.tsx';
import { RightsForm } from './rights-form.tsx';
import { Shots } from './shots.tsx';
import { useDeleteMaterials } from './use-delete-materials.ts';
import type { MaterialView } from './use-materials.ts';

/** One material whole: its picture, shots and tags, whose it is with the proofs, and the videos that show it. */
export function MaterialPanel({
  id,
  search,
  onOpen,
  onClose,
}: {
  id: string | undefined;
  /** What was searched for: shots in which it was read are marked. */
  search: string;
  onOpen(id: string): void;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { data, isError, error } = useQuery({
    queryKey: ['materials', 'one', id],
    enabled: id !== undefined,
    // Somebody may look at it before a worker did.
    refetchInterval: ({ state }) => (isAwaited(state.data) ? 3000 : false),
    queryFn: () => bodyOf(api().GET('/api/v1/materials/{id}', { params: { path: { id: id ?? '' } } })),
  });
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      title={data?.name ?? t('nav.materials')}
      size={480}
      destroyOnHidden
    >
      {isError && <p className="soft">{errorText(error)}</p>}
      {data === undefined && !isError && <Skeleton active />}
      {data !== undefined && <Whole key={data.id} material={data} search={search} onOpen={onOpen} onClose={onClose} />}
    </Drawer>
  );
}

/** A worker looks through what was uploaded within minutes; later nobody will. */
const awaitedMs = 10 * 60_000;

function isAwaited(material: MaterialView | undefined): boolean {
  return material !== undefined && isUnseen(material) && Date.now() - Date.parse(material.createdAt) < awaitedMs;
}

/** What can be looked through, and has not been. */
function isUnseen({ seen, kind }: MaterialView): boolean {
  return seen === null && (kind === 'image' || kind === 'video');
}

function Whole({
  material,
  search,
  onOpen,
  onClose,
}: {
  material: MaterialView;
  search: string;
  onOpen(id: string): void;
  onClose(): void;
}) {
  const { t, i18n } = useTranslation();
  const remove = useDeleteMaterials();
  const film = useRef<HTMLVideoElement>(null);
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const { id, kind, name, seen, sizeBytes, aiOrigin, rights, fromLibrary } = material;
  const withdrawn = fromLibrary?.withdrawn ?? null;
  const link = steadyLink(material.link);
  const seek = (ms: number) => {
    if (film.current !== null) {
      film.current.currentTime = ms / 1000;
      film.current.scrollIntoView({ block: 'nearest' });
    }
  };
  return (
    <div className="material-whole">
      {withdrawn !== null && (
        <Alert
          type="error"
          showIcon
          title={t('licensed.withdrawn.text', { day: day.format(new Date(withdrawn.at)), why: withdrawn.why })}
        />
      )}
      {!isHeld(material) && (
        <div className="stage">
          {kind === 'image' && <img src={link} alt={name} />}
          {kind === 'video' && (
            // biome-ignore lint/a11y/useMediaCaption: a material has no captions yet
            <video
              ref={film}
              src={link}
              poster={seen?.thumbnail ?? undefined}
              controls
              playsInline
              preload="metadata"
            />
          )}
          {/* biome-ignore lint/a11y/useMediaCaption: a material has no captions yet */}
          {kind === 'audio' && <audio src={link} controls preload="metadata" />}
        </div>
      )}
      <p className="soft mono">
        {[seen && `${seen.width}×${seen.height}`, material.mediaType, sizeIn(i18n.language, sizeBytes)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {aiOrigin !== null && (
        <p className="soft">
          {t('materials.ai.text', { producer: aiOrigin.label?.ContentProducer ?? t('materials.ai.unknown') })}
        </p>
      )}
      {seen?.like != null && (
        <p className="alike-note">
          {t('materials.alike.text')}{' '}
          <Button size="small" type="link" onClick={() => onOpen(seen.like ?? '')}>
            {t('materials.alike.open')}
          </Button>
        </p>
      )}
      {isUnseen(material) &&
        (isAwaited(material) ? <p className="soft">{t('materials.seen.waits')}</p> : <LookAgain />)}
      {seen !== null && <Shots seen={seen} search={search} onSeek={seek} />}
      <MaterialDescription material={material} />
      <MaterialTags material={material} />
      <section>
        <h3>{t('rights.title')}</h3>
        {fromLibrary !== null && rights !== null ? (
          <>
            <p className="soft">{t('licensed.of')}</p>
            <RightsFacts rights={rights} />
          </>
        ) : (
          <>
            <p className="soft">{t('rights.text')}</p>
            <RightsForm materials={[material]} onSaved={onClose} />
            <MaterialProofs id={id} />
          </>
        )}
      </section>
      <Uses id={id} />
      <div className="ends">
        <Button href={link} download={name} icon={<DownloadOutlined />}>
          {t('materials.download')}
        </Button>
        <Button
          danger
          icon={<DeleteOutlined />}
          aria-label={t('materials.delete.of', { name })}
          onClick={() => remove.mutate([material], { onSuccess: onClose })}
        >
          {t('materials.delete')}
        </Button>
      </div>
    </div>
  );
}

/** Videos that show a material. */
function Uses({ id }: { id: string }) {
  const { t } = useTranslation();
  const uses = useQuery({
    queryKey: ['materials', 'uses', id],
    queryFn: () => bodyOf(api().GET('/api/v1/materials/{id}/uses', { params: { path: { id } } })),
  });
  const items = uses.data?.items ?? [];
  return (
    <section className="material-uses">
      <h3>{t('rights.uses')}</h3>
      {uses.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {uses.isError && <p className="soft">{errorText(uses.error)}</p>}
      {uses.isSuccess && (
        <p className="soft">
          {items.length === 0 ? t('rights.uses.none') : t('rights.uses.many', { count: items.length })}
        </p>
      )}
      <ul>
        {items.map(({ videoId, batchId, name }) => (
          <li key={videoId}>
            <Link to="/batches/$id" params={{ id: batchId }} search={{ video: videoId }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
