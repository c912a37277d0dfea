import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, QRCode, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { platformName } from './platforms.ts';
import { PostCard } from './post-card.tsx';
import './deliveries.css';

const atOnce = 30;

/** A delivery: its packages, and each video with its texts to be posted from a phone. */
export function Delivery() {
  const { id } = useParams({ from: '/studio/deliveries/$id' });
  const { t, i18n } = useTranslation();
  const [at, setAt] = useState(0);
  const [most, setMost] = useState(atOnce);
  const found = useQuery({
    queryKey: ['delivery', id],
    // Links to the files are good for an hour.
    refetchInterval: 30 * 60_000,
    queryFn: () => bodyOf(api().GET('/api/v1/deliveries/{id}', { params: { path: { id } } })),
  });
  if (found.isPending) {
    return <Skeleton active paragraph={{ rows: 10 }} />;
  }
  if (found.isError) {
    return <Failed error={found.error} again={() => void found.refetch()} />;
  }
  const { channels, videos, labels, createdAt } = found.data;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const named = channels.map(({ platform, handle }) => `${platformName(platform, i18n.language)} ${handle}`);
  return (
    <>
      <PageHead
        title={t('delivery.title', { day: day.format(new Date(createdAt)) })}
        text={t('deliveries.videos', { count: videos.length })}
      >
        {channels.length > 1 && (
          <Button href={found.data.package} download icon={<DownloadOutlined />}>
            {t('delivery.zip.all')}
          </Button>
        )}
      </PageHead>
      <section className="delivery-top">
        <ul className="package-rows">
          {channels.map((channel, index) => (
            <li key={named[index]}>
              <strong>{named[index]}</strong>
              <Button
                type="primary"
                href={channel.package}
                download
                icon={<DownloadOutlined />}
                aria-label={`${t('delivery.zip')} ${named[index]}`}
              >
                {t('delivery.zip')}
              </Button>
            </li>
          ))}
        </ul>
        <figure className="phone-code">
          <QRCode
            aria-label={t('delivery.phone')}
            value={`${location.origin}/deliveries/${id}`}
            size={132}
            bordered={false}
            bgColor="#ffffff"
            color="#000000"
          />
          <figcaption>
            <strong>{t('delivery.phone')}</strong>
            <span className="soft">{t('delivery.phone.text')}</span>
          </figcaption>
        </figure>
      </section>
      {channels.length > 1 && (
        <Segmented
          aria-label={t('delivery.channel')}
          style={{ marginBlockEnd: 20 }}
          value={at}
          onChange={setAt}
          options={named.map((label, value) => ({ value, label }))}
        />
      )}
      <ul className="post-cards">
        {videos.slice(0, most).map((video) => {
          const post = video.posts[at];
          return <li key={video.id}>{post !== undefined && <PostCard video={video} post={post} labels={labels} />}</li>;
        })}
      </ul>
      {videos.length > most && (
        <Button style={{ marginBlockStart: 20 }} onClick={() => setMost(most + atOnce)}>
          {t('list.more')}
        </Button>
      )}
    </>
  );
}
