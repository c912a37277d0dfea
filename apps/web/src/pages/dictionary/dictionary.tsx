import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Skeleton, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { type Dictionary, readingText, tongues, useDictionary, useKeepDictionary } from './use-dictionary.ts';
import { WordForm } from './word-form.tsx';
import './dictionary.css';

/** How the team's own names and other words are said: listed, heard, signed, imported and exported. */
export function DictionaryPage() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState<{ word: string | undefined }>();
  const kept = useDictionary();
  const keep = useKeepDictionary(() => undefined);
  const dictionary = kept.data?.dictionary ?? undefined;
  const words = dictionary?.words ?? {};
  const entries = Object.entries(words).sort(([a], [b]) => a.localeCompare(b, i18n.language));
  const by = dictionary?.signedOff.by ?? '';
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ word: undefined })}>
      {t('dictionary.add')}
    </Button>
  );
  const read = async (file: File): Promise<void> => {
    let given: Dictionary;
    try {
      given = JSON.parse(await file.text()) as Dictionary;
    } catch (cause) {
      void message.error(t('dictionary.import.bad', { problem: (cause as Error).message }));
      return;
    }
    const imported = Object.keys(given.words ?? {}).length;
    keep.mutate(
      { words: { ...words, ...given.words }, by: given.signedOff?.by ?? by },
      { onSuccess: () => void message.success(t('dictionary.imported', { count: imported })) },
    );
  };
  const taken = (
    <Upload
      accept="application/json,.json"
      showUploadList={false}
      beforeUpload={(file) => {
        void read(file);
        return false;
      }}
    >
      <Button loading={keep.isPending}>{t('dictionary.import')}</Button>
    </Upload>
  );
  return (
    <>
      <PageHead title={t('dictionary.title')} text={t('dictionary.text')}>
        {entries.length > 0 && (
          <>
            {taken}
            <Button icon={<DownloadOutlined />} onClick={() => dictionary !== undefined && saveFile(dictionary)}>
              {t('dictionary.export')}
            </Button>
            {add}
          </>
        )}
      </PageHead>
      {kept.isPending && <Skeleton active paragraph={{ rows: 5 }} />}
      {kept.isError && <Failed error={kept.error} again={() => void kept.refetch()} />}
      {keep.isError && (
        <Alert type="error" showIcon title={errorText(keep.error)} style={{ marginBlockEnd: 16, maxInlineSize: 900 }} />
      )}
      {kept.isSuccess && entries.length === 0 && (
        <Nothing title={t('dictionary.none')} text={t('dictionary.none.text')}>
          <div className="doing">
            {add}
            {taken}
          </div>
        </Nothing>
      )}
      <ul className="dictionary">
        {entries.map(([word, readings]) => (
          <li key={word}>
            <b>{word}</b>
            <dl>
              {tongues.map((tongue) => {
                const text = readingText(readings[tongue]);
                return (
                  text !== undefined && (
                    <div key={tongue}>
                      <dt>{t(`dictionary.${tongue}`)}</dt>
                      <dd>{text}</dd>
                    </div>
                  )
                );
              })}
            </dl>
            <div className="acts">
              <Button size="small" onClick={() => setOpen({ word })} aria-label={t('dictionary.edit.of', { word })}>
                {t('dictionary.edit')}
              </Button>
              <Button
                size="small"
                type="text"
                danger
                disabled={keep.isPending}
                aria-label={t('dictionary.remove.of', { word })}
                onClick={() => {
                  const { [word]: _gone, ...left } = words;
                  keep.mutate({ words: left, by });
                }}
              >
                {t('dictionary.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {dictionary !== undefined && (
        <p className="soft" style={{ marginBlockStart: 14 }}>
          {t('dictionary.signed.by', { by, day: day.format(new Date(dictionary.signedOff.on)) })}
        </p>
      )}
      {open !== undefined && <WordForm word={open.word} words={words} by={by} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** Saves the dictionary as the file that the command line takes. */
function saveFile(dictionary: Dictionary): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(dictionary, null, 2)}\n`], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: 'dictionary.json' }).click();
  URL.revokeObjectURL(url);
}
