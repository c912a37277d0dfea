import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Input, Popconfirm, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { useMayDecide } from '../../api/use-may-decide.ts';
import { useMe } from '../../api/use-me.ts';
import { type UndertakingView, useUndertakingActs } from './use-undertakings.ts';

/** Undertakings, each with how it stands, all that happened to it, and what who looks may do with it. */
export function UndertakingRows({
  items,
  withVideo = false,
}: {
  items: readonly UndertakingView[];
  withVideo?: boolean;
}) {
  return items.length === 0 ? null : (
    <ul className="undertakings">
      {items.map((item) => (
        <UndertakingRow key={item.id} item={item} withVideo={withVideo} />
      ))}
    </ul>
  );
}

const marks: Readonly<Record<UndertakingView['status'], string>> = {
  waiting: '',
  making: '',
  made: 'done',
  declined: 'failed',
  failed: 'failed',
  withdrawn: '',
};

function UndertakingRow({ item, withVideo }: { item: UndertakingView; withVideo: boolean }) {
  const { t, i18n } = useTranslation();
  const { status, video, purpose, recipient, signedBy, signedAs, note, percent, log, keepUntil } = item;
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <li>
      <header>
        <strong>{withVideo ? video.name : purpose}</strong>
        <span className={`status ${marks[status]}`}>{t(`unmarked.status.${status}`)}</span>
      </header>
      {withVideo && <p>{purpose}</p>}
      <p className="soft">
        {t('unmarked.by', { name: signedAs ?? signedBy })}
        {recipient !== null && ` · ${t('unmarked.for', { name: recipient.name, contact: recipient.contact })}`}
      </p>
      {note !== '' && <p>{note}</p>}
      {status === 'making' && <Progress percent={percent} size="small" aria-label={t('unmarked.status.making')} />}
      <details>
        <summary>{t('unmarked.log', { day: day.format(new Date(keepUntil)) })}</summary>
        <ol>
          {log.map(({ act, by, at }) => (
            <li key={`${act} ${at}`}>
              <time className="mono soft" dateTime={at}>
                {when.format(new Date(at))}
              </time>{' '}
              {t(`unmarked.act.${act}`)} {by !== '' && <span className="soft">{by}</span>}
            </li>
          ))}
        </ol>
      </details>
      <Doing item={item} />
    </li>
  );
}

function Doing({ item: { id, status, isOwn } }: { item: UndertakingView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const isPerson = useMe().data != null;
  const mayDecide = useMayDecide() && isPerson;
  const { decide, withdraw, take } = useUndertakingActs();
  const [files, setFiles] = useState<{ film: string; cover: string }>();
  const [why, setWhy] = useState('');
  const onError = (error: unknown) => void message.error(errorText(error));
  const isOpen = status === 'waiting' || status === 'making' || status === 'made' || status === 'failed';
  return (
    <div className="doing">
      {status === 'waiting' && mayDecide && (
        <>
          <Button
            type="primary"
            loading={decide.isPending}
            onClick={() => decide.mutate({ id, outcome: 'approved', note: '' }, { onError })}
          >
            {t('unmarked.approve')}
          </Button>
          <Popconfirm
            icon={null}
            title={t('unmarked.decline.why')}
            description={
              <Input.TextArea
                aria-label={t('unmarked.decline.why')}
                value={why}
                maxLength={500}
                autoSize={{ minRows: 2, maxRows: 6 }}
                onChange={({ target }) => setWhy(target.value)}
              />
            }
            okText={t('unmarked.decline')}
            okButtonProps={{ disabled: why.trim() === '' }}
            cancelText={t('cancel')}
            onConfirm={() => decide.mutate({ id, outcome: 'declined', note: why }, { onError })}
          >
            <Button disabled={decide.isPending}>{t('unmarked.decline')}</Button>
          </Popconfirm>
        </>
      )}
      {status === 'made' && isOwn && files === undefined && (
        <Button
          type="primary"
          loading={take.isPending}
          onClick={() => take.mutate(id, { onError, onSuccess: setFiles })}
        >
          {t('unmarked.take')}
        </Button>
      )}
      {status === 'made' && files !== undefined && (
        <>
          <Button type="primary" href={files.film} download icon={<DownloadOutlined />}>
            {t('file.video')}
          </Button>
          <Button href={files.cover} download icon={<DownloadOutlined />}>
            {t('file.cover')}
          </Button>
          <p className="ai-note">{t('unmarked.declare')}</p>
        </>
      )}
      {isOpen && isPerson && (isOwn || mayDecide) && (
        <Popconfirm
          title={t('unmarked.withdraw.sure')}
          okText={t('unmarked.withdraw')}
          cancelText={t('cancel')}
          onConfirm={() => withdraw.mutate(id, { onError })}
        >
          <Button type="text" loading={withdraw.isPending}>
            {t('unmarked.withdraw')}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}
