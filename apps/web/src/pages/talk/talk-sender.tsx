import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Sender } from '@ant-design/x';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { type Sending, sendFile } from '../materials/upload-file.ts';
import type { Wish } from './use-talk.ts';

interface Attached {
  key: number;
  name: string;
  share: number;
  id?: string;
  problem?: string;
  sending: Sending;
}

/** Where one writes, and drops or pastes files: they become materials, and go with the next message. */
export function TalkSender({
  isAnswering,
  onSend,
  onStop,
}: {
  isAnswering: boolean;
  onSend(wish: Wish): Promise<boolean>;
  onStop(): void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [isOver, setOver] = useState(false);
  const next = useRef(0);
  const picker = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const label = t('talk.input');
  useEffect(() => {
    field.current?.querySelector('textarea')?.setAttribute('aria-label', label);
  }, [label]);
  const change = (key: number, what: Partial<Attached>) =>
    setFiles((before) => before.map((file) => (file.key === key ? { ...file, ...what } : file)));
  const add = (list: Iterable<File>) => {
    for (const file of list) {
      const key = next.current++;
      const sending = sendFile(file, (share) => change(key, { share }));
      setFiles((before) => [...before, { key, name: file.name, share: 0, sending }]);
      sending.material.then(
        async (id) => {
          change(key, { id, share: 1 });
          await queries.invalidateQueries({ queryKey: ['materials'] });
        },
        (error: unknown) => change(key, { problem: errorText(error) }),
      );
    }
  };
  const ready = files.filter((file) => file.id !== undefined);
  const isSending = files.some(({ id, problem }) => id === undefined && problem === undefined);
  const send = async () => {
    const wanted = text.trim();
    if (isAnswering || isSending || (wanted === '' && ready.length === 0)) {
      return;
    }
    const materialIds = ready.map(({ id }) => id ?? '');
    setText('');
    setFiles([]);
    const isSaid = await onSend({
      kind: 'send',
      text: wanted,
      materialIds,
      files: ready.map(({ id, name }) => ({ kind: 'file', materialId: id ?? '', name })),
    });
    if (!isSaid) {
      // What was refused is not lost: it stands there to be changed.
      setText((typed) => (typed === '' ? wanted : typed));
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may also be picked by the button inside
    <div
      ref={field}
      className={isOver ? 'talk-sender over' : 'talk-sender'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {isOver && <p className="talk-drop">{t('talk.drop')}</p>}
      {files.length > 0 && (
        <ul className="talk-files">
          {files.map(({ key, name, share, id, problem, sending }) => (
            <li key={key} className={problem === undefined ? '' : 'bad'}>
              <PaperClipOutlined />
              <span>
                {problem ??
                  (id === undefined ? t('talk.file.sending', { name, share: Math.round(share * 100) }) : name)}
              </span>
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('talk.file.remove', { name })}
                onClick={() => {
                  if (id === undefined) {
                    sending.stop();
                  }
                  setFiles((before) => before.filter((file) => file.key !== key));
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <Sender
        value={text}
        onChange={setText}
        onSubmit={() => void send()}
        onCancel={onStop}
        loading={isAnswering}
        onPasteFile={add}
        placeholder={t('talk.placeholder')}
        autoSize={{ minRows: 1, maxRows: 8 }}
        prefix={
          <Button
            type="text"
            icon={<PaperClipOutlined />}
            aria-label={t('talk.attach')}
            onClick={() => picker.current?.click()}
          />
        }
        suffix={
          isAnswering ? (
            <Button onClick={onStop}>{t('talk.stop')}</Button>
          ) : (
            <Button
              type="primary"
              disabled={isSending || (text.trim() === '' && ready.length === 0)}
              onClick={() => void send()}
            >
              {t('talk.send')}
            </Button>
          )
        }
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept="image/*,video/*,audio/*"
        aria-label={t('talk.attach')}
        onChange={({ target }) => {
          add(target.files ?? []);
          target.value = '';
        }}
      />
    </div>
  );
}
