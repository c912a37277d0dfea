import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { BatchRows } from '../batches/batches.tsx';
import { VideoCard } from '../batches/video-card.tsx';
import { homeQueries } from './home-queries.ts';
import { Tips } from './tips.tsx';
import './home.css';

/** What is going on, and the way to the next batch. */
export function Home() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const batches = useQuery(homeQueries.batches);
  const videos = useQuery(homeQueries.videos);
  const credits = useQuery(homeQueries.credits);
  const sample = useMutation({
    // Only who takes the sample needs what sends files.
    mutationFn: async () => (await import('./sample.ts')).takeSample(i18n.language === 'en' ? 'en' : 'zh-CN'),
    onSuccess: () => navigate({ to: '/batches/new' }),
    onError: (error) => message.error(errorText(error)),
  });
  const done = videos.data?.items.filter(({ files }) => files !== null).slice(0, 12) ?? [];
  return (
    <>
      <PageHead title={t('home.title')} text={t('home.text')}>
        <LinkButton to="/batches/new" look="primary" size="large">
          {t('batches.new')}
        </LinkButton>
      </PageHead>
      <Tips />
      {batches.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
      {batches.isError && <Failed error={batches.error} again={() => void batches.refetch()} />}
      {batches.data?.items.length === 0 && (
        <Nothing title={t('home.first')} text={t('home.sample.text')}>
          <Button type="primary" size="large" loading={sample.isPending} onClick={() => sample.mutate()}>
            {sample.isPending ? t('home.sample.getting') : t('home.sample')}
          </Button>
        </Nothing>
      )}
      {(batches.data?.items.length ?? 0) > 0 && (
        <section className="home-part">
          <header>
            <h2>{t('home.batches')}</h2>
            <Link to="/batches">{t('home.all')}</Link>
            {credits.data !== undefined && (
              <Link to="/credits" className="credits-left">
                {t('home.credits')} <b>{t('home.credits.value', { count: credits.data.available })}</b>
              </Link>
            )}
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
