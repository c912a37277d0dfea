import { CloseOutlined, InboxOutlined } from '@ant-design/icons';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress, Upload } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { type Sending, sendFile } from './upload-file.ts';

interface Row {
  key: number;
  name: string;
  share: number;
  problem?: string;
  sending: Sending;
}

/** Where files are dropped, pasted or picked, and how far each is. */
export function Uploads({ onMaterial }: { onMaterial?: (id: string, file: File) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [rows, setRows] = useState<readonly Row[]>([]);
  const next = useRef(0);
  const change = (key: number, what: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...what } : row)));
  const drop = (key: number) => setRows((before) => before.filter((row) => row.key !== key));
  /** The same content is the same material: the service keeps it once. */
  const isKnown = (id: string) =>
    queries
      .getQueriesData<InfiniteData<Schemas['MaterialPage']>>({ queryKey: ['materials'] })
      .some(([, data]) => data?.pages?.some(({ items }) => items.some((item) => item.id === id)) === true);
  const send = (file: File) => {
    const key = next.current++;
    const sending = sendFile(file, (share) => change(key, { share }));
    setRows((before) => [...before, { key, name: file.name, share: 0, sending }]);
    sending.material.then(
      async (id) => {
        drop(key);
        if (isKnown(id)) {
          void message.info(t('uploads.same', { name: file.name }));
        }
        onMaterial?.(id, file);
        await queries.invalidateQueries({ queryKey: ['materials'] });
      },
      (error: unknown) => {
        change(key, { problem: errorText(error) });
      },
    );
  };
  return (
    <div>
      <Upload.Dragger
        multiple
        showUploadList={false}
        accept="image/*,video/*,audio/*,.ttf,.otf,.woff2"
        pastable
        beforeUpload={(file) => {
          send(file);
          return false;
        }}
      >
        <p style={{ fontSize: 28, color: 'var(--soft)' }}>
          <InboxOutlined />
        </p>
        <p>{t('uploads.drop')}</p>
        <p className="soft">{t('uploads.limits')}</p>
      </Upload.Dragger>
      <ul className="upload-rows">
        {rows.map(({ key, name, share, problem, sending }) => (
          <li key={key}>
            <span>{name}</span>
            {problem === undefined ? (
              <Progress percent={Math.round(share * 100)} size="small" aria-label={t('uploads.progress', { name })} />
            ) : (
              <span style={{ color: 'var(--pencil-text)' }}>{problem}</span>
            )}
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('uploads.stop', { name })}
              onClick={() => {
                sending.stop();
                drop(key);
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
