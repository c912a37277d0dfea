import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { platformName } from '../deliveries/platforms.ts';
import { keepAsDraft } from './keep-as-draft.ts';
import type { LibraryVideo } from './use-library.ts';

/** One video of the library: the film, where it comes from, where it went, and another batch like it. */
export function LineagePanel({ video, onClose }: { video: LibraryVideo | undefined; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Drawer open={video !== undefined} onClose={onClose} title={video?.name} size={520} destroyOnHidden>
      {video?.files != null && (
        <video
          className="lineage-film"
          src={video.files.video.link}
          poster={video.files.cover.link}
          controls
          playsInline
          preload="none"
          aria-label={video.name}
        >
          <track kind="captions" src={video.files.vtt.link} srcLang={video.language} />
        </video>
      )}
      <p className="soft" style={{ marginBlock: 8, fontSize: 13 }}>
        {t('ai.note')}
      </p>
      {video !== undefined && <Acts video={video} />}
      {video !== undefined && <Lineage id={video.id} />}
    </Drawer>
  );
}

function Acts({ video: { id, batchId } }: { video: LibraryVideo }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const reuse = useMutation({
    mutationFn: () => bodyOf(api().GET('/api/v1/videos/{id}/source', { params: { path: { id } } })),
    onSuccess: (source) => {
      keepAsDraft(source);
      return navigate({ to: '/batches/new' });
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <div className="lineage-acts">
      <Button type="primary" onClick={() => reuse.mutate()} loading={reuse.isPending}>
        {t('library.reuse')}
      </Button>
      <LinkButton to="/batches/$id" params={{ id: batchId }} search={{ video: id }}>
        {t('library.batch')}
      </LinkButton>
    </div>
  );
}

function Lineage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const found = useQuery({
    queryKey: ['lineage', id],
    queryFn: () => bodyOf(api().GET('/api/v1/videos/{id}/lineage', { params: { path: { id } } })),
  });
  if (found.isPending) {
    return <Skeleton active />;
  }
  if (found.isError) {
    return <Failed error={found.error} again={() => void found.refetch()} />;
  }
  const { template, writtenBy, voice, presenter, produceId, pieces, materials, deliveries } = found.data;
  const facts = [
    [t('lineage.template'), template],
    [t('lineage.written'), writtenBy ?? t('lineage.built-in')],
    [t('lineage.voice'), voice ?? t('lineage.none')],
    [t('lineage.presenter'), presenter ?? t('lineage.none')],
    [t('lineage.produce-id'), produceId ?? t('lineage.none')],
    [t('lineage.pieces'), String(pieces.length)],
  ];
  return (
    <section className="lineage">
      <h2>{t('library.lineage')}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('lineage.materials')}</h3>
      <ul>
        {materials.map((material) => (
          <li key={material.sha256}>
            {material.name}
            <span className="soft"> {material.licence ?? t('materials.no-rights')}</span>
          </li>
        ))}
      </ul>
      {deliveries.length > 0 && <h3>{t('lineage.deliveries')}</h3>}
      <ul>
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <Link to="/deliveries/$id" params={{ id: delivery.id }}>
              {channelsText(delivery.channels, i18n.language)}
            </Link>{' '}
            <time className="soft" dateTime={delivery.createdAt}>
              {new Date(delivery.createdAt).toLocaleDateString(i18n.language)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

function channelsText(channels: Schemas['Lineage']['deliveries'][number]['channels'], language: string): string {
  return channels.map(({ platform, handle }) => `${platformName(platform, language)} ${handle}`).join('、');
}
