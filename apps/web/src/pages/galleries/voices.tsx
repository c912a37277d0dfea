import { SoundOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import './galleries.css';

/** The voices, each to be heard with the user's own words. */
export function Voices() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const { message } = App.useApp();
  const [text, setText] = useState<string>(t('voices.sample'));
  const [url, setUrl] = useState<string>();
  const player = useRef<HTMLAudioElement>(null);
  const list = useQuery({ queryKey: ['voices'], queryFn: () => bodyOf(api().GET('/api/v1/voices')) });
  useEffect(
    () => () => {
      if (url !== undefined) {
        URL.revokeObjectURL(url);
      }
    },
    [url],
  );
  const speak = useMutation({
    mutationFn: (voice: string) =>
      bodyOf(
        api().POST('/v1/audio/speech', {
          body: { model: 'tts-1', input: text, voice, response_format: 'wav' },
          parseAs: 'blob',
        }),
      ),
    onSuccess: (sound) => setUrl(URL.createObjectURL(sound as unknown as Blob)),
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <>
      <PageHead title={t('nav.voices')} text={t('voices.text')}>
        <LinkButton to="/dictionary">{t('dictionary.open')}</LinkButton>
      </PageHead>
      <Input.TextArea
        aria-label={t('voices.own')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        maxLength={500}
        showCount
        autoSize={{ minRows: 2 }}
      />
      {/* biome-ignore lint/a11y/useMediaCaption: what is said stands in the field above */}
      <audio
        ref={player}
        src={url}
        autoPlay
        controls
        aria-label={t('voices.player')}
        style={{ inlineSize: '100%', marginBlock: '28px 8px' }}
      />
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('ai.note')}
      </p>
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      <ul className="voices">
        {list.data?.items.map((voice) => (
          <li key={voice.id}>
            <div>
              <strong>{voice.name[language]}</strong>
              <div className="facts">
                <span>{t(`voices.quality.${voice.quality}`)}</span>
                <span>{voice.languages.join(' · ')}</span>
                <span>{voice.offline ? t('voices.offline') : t('voices.online')}</span>
                <span>{voice.licence}</span>
                {voice.needs !== undefined && <span>{voice.needs}</span>}
              </div>
            </div>
            <Button
              icon={<SoundOutlined />}
              disabled={voice.needs !== undefined || text.trim() === ''}
              loading={speak.isPending && speak.variables === voice.id}
              onClick={() => speak.mutate(voice.id)}
              aria-label={t('voices.hear.of', { name: voice.name[language] })}
            >
              {t('voices.hear')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
