import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { BatchRows } from '../batches/batches.tsx';
import { VideoCard } from '../batches/video-card.tsx';
import './home.css';

/** What is going on, and the way to the next batch. */
export function Home() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const batches = useQuery({
    queryKey: ['batches', 'home'],
    queryFn: () => bodyOf(api().GET('/api/v1/batches', { params: { query: { limit: 4 } } })),
    refetchInterval: 5000,
  });
  const videos = useQuery({
    queryKey: ['videos', 'home'],
    queryFn: () => bodyOf(api().GET('/api/v1/videos', { params: { query: { limit: 24 } } })),
    refetchInterval: 5000,
  });
  const done = videos.data?.items.filter(({ files }) => files !== null).slice(0, 12) ?? [];
  return (
    <>
      <PageHead title={t('home.title')} text={t('home.text')}>
        <LinkButton to="/batches/new" look="primary" size="large">
          {t('batches.new')}
        </LinkButton>
      </PageHead>
      {batches.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
      {batches.isError && <Failed error={batches.error} again={() => void batches.refetch()} />}
      {batches.data?.items.length === 0 && (
        <Nothing title={t('home.first')} text={t('home.first.text')}>
          <LinkButton to="/batches/new" look="primary">
            {t('batches.new')}
          </LinkButton>
        </Nothing>
      )}
      {(batches.data?.items.length ?? 0) > 0 && (
        <section className="home-part">
          <header>
            <h2>{t('home.batches')}</h2>
            <Link to="/batches">{t('home.all')}</Link>
          </header>
          <BatchRows batches={batches.data?.items ?? []} />
        </section>
      )}
      {done.length > 0 && (
        <section className="home-part">
          <header>
            <h2>{t('home.videos')}</h2>
          </header>
          <ul className="strip">
            {done.map((video) => (
              <li key={video.id}>
                <VideoCard
                  video={video}
                  onOpen={() =>
                    void navigate({ to: '/batches/$id', params: { id: video.batchId }, search: { video: video.id } })
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
