import { CopyOutlined, DownloadOutlined, PictureOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { steadyLink } from '../../api/steady-link.ts';

type Whole = Schemas['ChannelDeliveryWhole'];
type Video = Whole['videos'][number];

/** One video as it is posted by hand: saved to the phone, its texts copied, its declarations named. */
export function PostCard({
  video,
  post,
  labels,
}: {
  video: Video;
  post: Video['posts'][number];
  labels: Whole['labels'];
}) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { name, files } = video;
  const { title, description, hashtags, aiDeclaration, publishAt } = post;
  const tags = hashtags.map((tag) => `#${tag}`).join(' ');
  const copy = useMutation({
    mutationFn: (text: string) => navigator.clipboard.writeText(text),
    onSuccess: () => message.success(t('delivery.copied')),
    onError: () => message.warning(t('delivery.copy.failed')),
  });
  const save = useMutation({ mutationFn: () => saveFilm(files?.video.link ?? '', `${name}.mp4`) });
  const withTags = tags === '' || description.includes(tags) ? description : `${description}\n${tags}`;
  const texts = [
    ...(title === '' ? [] : [{ what: t('deliver.text.title'), text: title }]),
    { what: t('deliver.text.description'), text: withTags },
  ];
  return (
    <article className="post-card">
      <div className="film">
        <div className="screen">
          {files !== null && (
            <video
              src={steadyLink(files.video.link)}
              poster={steadyLink(files.cover.link)}
              controls
              playsInline
              preload="none"
              aria-label={name}
            >
              <track kind="captions" src={files.vtt.link} />
            </video>
          )}
        </div>
      </div>
      <div className="post-words">
        <h3 className="mono">{name}</h3>
        {texts.map(({ what, text }) => (
          <div key={what} className="copied">
            <p>{text}</p>
            <Button
              size="small"
              icon={<CopyOutlined />}
              onClick={() => copy.mutate(text)}
              aria-label={t('delivery.copy', { what })}
            >
              {what}
            </Button>
          </div>
        ))}
        <p className="ai-note">{t('ai.note')}</p>
        <div className="declared">
          {publishAt !== undefined && (
            <span>
              {t('delivery.at')}{' '}
              <b>
                <time dateTime={publishAt}>
                  {new Date(publishAt).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })}
                </time>
              </b>
            </span>
          )}
          <span className="soft">{t('delivery.steps')}</span>
          {aiDeclaration !== '' && (
            <span>
              {t('delivery.declaration')} <b>{aiDeclaration}</b>
            </span>
          )}
          <span>
            {t('delivery.labels')} <b>{labels.map((label) => t(`deliver.label.${label}`)).join('、')}</b>
          </span>
        </div>
        <div className="post-acts">
          <Button type="primary" icon={<DownloadOutlined />} loading={save.isPending} onClick={() => save.mutate()}>
            {t('delivery.save')}
          </Button>
          <Button icon={<PictureOutlined />} href={(files?.cover3x4 ?? files?.cover)?.link} download={`${name}.png`}>
            {t('delivery.save.cover')}
          </Button>
          <Button
            icon={<CopyOutlined />}
            onClick={() => copy.mutate([title, withTags].filter((text) => text !== '').join('\n'))}
          >
            {t('delivery.copy', { what: t('delivery.all') })}
          </Button>
        </div>
      </div>
    </article>
  );
}

/** Phones put a film among the photos through their share sheet; elsewhere it is downloaded. */
async function saveFilm(link: string, name: string): Promise<void> {
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const probe = new File([], name, { type: 'video/mp4' });
  if (isTouch && navigator.canShare?.({ files: [probe] }) === true) {
    const film = await (await fetch(link)).blob();
    await navigator.share({ files: [new File([film], name, { type: 'video/mp4' })] }).catch((cause: Error) => {
      // Who closes the sheet has changed their mind.
      if (cause.name !== 'AbortError') {
        download(link, name);
      }
    });
  } else {
    download(link, name);
  }
}

function download(link: string, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = link;
  anchor.download = name;
  anchor.click();
}
