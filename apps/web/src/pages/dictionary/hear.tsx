import { SoundOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { type Readings, type Tongue, tongues } from './use-dictionary.ts';

/** Lets a word be heard in a sentence, with readings that are not kept yet. */
export function Hear({ word, readings }: { word: string; readings: Readings }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const [voice, setVoice] = useState('default');
  const [url, setUrl] = useState<string>();
  const voices = useQuery({ queryKey: ['voices'], queryFn: () => bodyOf(api().GET('/api/v1/voices')) });
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const hear = useMutation({
    mutationFn: (tongue: Tongue) =>
      bodyOf(
        api().POST('/api/v1/dictionary/try', {
          body: {
            text: t(`dictionary.sample.${tongue}`, { word }),
            language: tongue,
            voice,
            words: { [word]: readings },
          },
          parseAs: 'blob',
        }),
      ),
    onSuccess: (sound) => setUrl(URL.createObjectURL(sound as unknown as Blob)),
  });
  useEffect(
    () => () => {
      if (url !== undefined) {
        URL.revokeObjectURL(url);
      }
    },
    [url],
  );
  return (
    <div className="hear">
      <Select
        aria-label={t('dictionary.voice')}
        value={voice}
        onChange={setVoice}
        options={[
          { value: 'default', label: t('brief.voice.default') },
          ...(voices.data?.items ?? [])
            .filter(({ needs }) => needs === undefined)
            .map(({ id, name }) => ({ value: id, label: name[language] })),
        ]}
      />
      {tongues
        .filter((tongue) => readings[tongue] !== undefined)
        .map((tongue) => (
          <Button
            key={tongue}
            icon={<SoundOutlined />}
            loading={hear.isPending && hear.variables === tongue}
            onClick={() => hear.mutate(tongue)}
          >
            {t('dictionary.hear.in', { language: names.of(tongue === 'en' ? 'en' : 'zh') })}
          </Button>
        ))}
      {hear.isError && <Alert type="error" showIcon title={errorText(hear.error)} />}
      {url !== undefined && (
        // biome-ignore lint/a11y/useMediaCaption: what is said is the sentence with the word above
        <audio src={url} autoPlay controls aria-label={t('dictionary.player')} />
      )}
    </div>
  );
}
