import { CaretRightOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';

type Track = Schemas['MusicList']['items'][number]['name'];

/** The music that ships, each piece with its licence and its sound. */
export function MusicLibrary() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [playing, setPlaying] = useState<{ name: Track; url: string }>();
  const list = useQuery({ queryKey: ['music'], queryFn: () => bodyOf(api().GET('/api/v1/music')) });
  const hear = useMutation({
    mutationFn: async (name: Track) => {
      const params = { path: { name } };
      const sound = await bodyOf(api().GET('/api/v1/music/{name}/sound', { params, parseAs: 'blob' }));
      return { name, url: URL.createObjectURL(sound as unknown as Blob) };
    },
    onSuccess: setPlaying,
    onError: (error) => message.error(errorText(error)),
  });
  const url = playing?.url;
  useEffect(() => (url === undefined ? undefined : () => URL.revokeObjectURL(url)), [url]);
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined) {
    return <Skeleton active paragraph={{ rows: 8 }} />;
  }
  return (
    <>
      <p className="soft">{t('music.text')}</p>
      <ul className="music-list">
        {list.data.items.map(({ name, mood, bpm }) => (
          <li key={name}>
            <h3>{t(`music.${name}`)}</h3>
            <p className="soft">
              {t(`music.mood.${mood}` as 'music.mood.warm')} · <span className="mono">{bpm} BPM</span>
            </p>
            <p className="soft">
              {t('music.licence')} {t('music.licence.own')}
            </p>
            {playing?.name === name ? (
              // biome-ignore lint/a11y/useMediaCaption: music has no words
              <audio src={playing.url} controls autoPlay aria-label={t(`music.${name}`)} />
            ) : (
              <Button
                icon={<CaretRightOutlined />}
                aria-label={t('voices.hear.of', { name: t(`music.${name}`) })}
                loading={hear.isPending && hear.variables === name}
                onClick={() => hear.mutate(name)}
              >
                {t('voices.hear')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
