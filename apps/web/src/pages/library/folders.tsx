import { DeleteOutlined, FolderOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { useArrange, useFolders } from './use-library.ts';

/** The places of the library: all, folders, the bin; and what it takes of the store. */
export function Folders({ place, onChange }: { place: string; onChange(place: string): void }) {
  const { t } = useTranslation();
  const folders = useFolders();
  const [isNaming, setNaming] = useState(false);
  const [form] = Form.useForm<{ name: string }>();
  const make = useArrange(
    (name: string) => bodyOf(api().POST('/api/v1/video-folders', { body: { name } })),
    () => {
      setNaming(false);
      form.resetFields();
    },
  );
  const drop = useArrange(
    (id: string) => bodyOf(api().DELETE('/api/v1/video-folders/{id}', { params: { path: { id } } })),
    () => onChange('all'),
  );
  const entry = (to: string, name: string, icon = <FolderOutlined />, count?: number) => (
    <button
      type="button"
      className="folder"
      aria-current={place === to ? 'true' : undefined}
      onClick={() => onChange(to)}
    >
      {icon}
      <span>{name}</span>
      {count !== undefined && <span className="mono soft">{count}</span>}
    </button>
  );
  return (
    <nav className="folders" aria-label={t('library.folders')}>
      <ul>
        <li>{entry('all', t('library.all'))}</li>
        {folders.data?.items.map(({ id, name, videos }) => (
          <li key={id}>
            {entry(id, name, <FolderOutlined />, videos)}
            <Popconfirm
              title={t('library.folder.delete.sure')}
              okText={t('library.delete')}
              cancelText={t('cancel')}
              onConfirm={() => drop.mutate(id)}
            >
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('library.folder.delete', { name })}
              />
            </Popconfirm>
          </li>
        ))}
        <li>{entry('bin', t('library.bin'), <DeleteOutlined />)}</li>
      </ul>
      <Button size="small" icon={<PlusOutlined />} onClick={() => setNaming(true)}>
        {t('library.folder.new')}
      </Button>
      <Storage />
      <Modal
        open={isNaming}
        title={t('library.folder.new')}
        onCancel={() => setNaming(false)}
        onOk={() => form.submit()}
        okText={t('save')}
        cancelText={t('cancel')}
        confirmLoading={make.isPending}
      >
        <Form form={form} layout="vertical" onFinish={({ name }) => make.mutate(name)}>
          <Form.Item
            name="name"
            label={t('library.folder.name')}
            rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
          >
            <Input maxLength={60} autoFocus />
          </Form.Item>
        </Form>
      </Modal>
    </nav>
  );
}

const kinds = ['videos', 'bin', 'versions', 'materials', 'renders'] as const;

function Storage() {
  const { t, i18n } = useTranslation();
  const storage = useQuery({
    queryKey: ['library', 'storage'],
    queryFn: () => bodyOf(api().GET('/api/v1/storage')),
  });
  if (storage.data === undefined) {
    return null;
  }
  const { parts, totalBytes } = storage.data;
  const size = (bytes: number) => sizeText(bytes, i18n.language);
  return (
    <section className="storage">
      <h2>
        {t('library.storage')} <span className="mono">{size(totalBytes)}</span>
      </h2>
      <dl>
        {kinds.map((kind) => {
          const bytes = parts.find((part) => part.kind === kind)?.bytes ?? 0;
          return bytes === 0 ? null : (
            <div key={kind}>
              <dt>{t(`library.storage.${kind}`)}</dt>
              <dd className="mono">{size(bytes)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Bytes in the unit that reads best. */
export function sizeText(bytes: number, language: string): string {
  const [unit, over] =
    bytes >= 1e9
      ? (['gigabyte', 1e9] as const)
      : bytes >= 1e6
        ? (['megabyte', 1e6] as const)
        : (['kilobyte', 1e3] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumSignificantDigits: 3 }).format(bytes / over);
}
