import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Table, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import type { TableProduct } from './brief-form.ts';
import { sendTable, tableColumns, tableToMend, templateTable } from './table-file.ts';

/** Products of a table: checked whole, each mistake told by row and column, and a table to mend handed back. */
export function ImportTable({
  isOpen,
  onClose,
  onUse,
}: {
  isOpen: boolean;
  onClose(): void;
  onUse(products: TableProduct[]): void;
}) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: async (file: File) => {
      setText(await file.text());
      return sendTable(file, i18n.language);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['materials'] }),
  });
  const outcome = send.data;
  const use = (products: TableProduct[]) => {
    onUse(products);
    onClose();
  };
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      title={t('table.title')}
      footer={null}
      width={760}
      destroyOnHidden
      afterClose={send.reset}
    >
      <div className="import-table">
        <p className="soft">{t('table.text')}</p>
        <p className="soft">
          {t('table.columns')} <code>{tableColumns.join(', ')}</code>{' '}
          <Button size="small" onClick={() => saveText('products.csv', templateTable())}>
            {t('table.template')}
          </Button>
        </p>
        <Upload.Dragger
          accept=".csv,.tsv,.tab,.txt,.jsonl,.ndjson,text/csv,text/tab-separated-values"
          showUploadList={false}
          disabled={send.isPending}
          beforeUpload={(file) => {
            send.mutate(file);
            return false;
          }}
        >
          <p>
            <InboxOutlined /> {send.isPending ? t('table.reading') : t('table.choose')}
          </p>
        </Upload.Dragger>
        {send.isError && <Alert type="error" showIcon title={errorText(send.error)} />}
        {outcome?.kind === 'bad' && (
          <>
            <Alert
              type="error"
              showIcon
              title={t('table.bad', { count: outcome.faults.length })}
              description={t('table.corrected.hint')}
              action={
                <Button
                  size="small"
                  onClick={() => saveText('products-to-mend.csv', tableToMend(text, outcome.faults))}
                >
                  {t('table.corrected')}
                </Button>
              }
            />
            <Table
              size="small"
              pagination={outcome.faults.length > 20 ? { pageSize: 20 } : false}
              rowKey={(fault) => `${fault.row} ${fault.column} ${fault.text}`}
              dataSource={outcome.faults}
              scroll={{ x: true }}
              columns={[
                { title: t('table.row'), dataIndex: 'row', width: 64 },
                { title: t('table.column'), dataIndex: 'column', width: 140 },
                { title: t('table.problem'), dataIndex: 'text' },
              ]}
            />
          </>
        )}
        {outcome?.kind === 'kept' && (
          <>
            <Alert
              type="success"
              showIcon
              title={t('table.done', { count: outcome.imported.items.length })}
              description={
                outcome.imported.ignoredColumns.length === 0
                  ? undefined
                  : t('table.ignored', { columns: outcome.imported.ignoredColumns.join(', ') })
              }
              action={
                outcome.imported.items.length > 1 && (
                  <Button type="primary" size="small" onClick={() => use(outcome.imported.items)}>
                    {t('table.use-all', { count: outcome.imported.items.length })}
                  </Button>
                )
              }
            />
            <ul className="imported">
              {outcome.imported.items.map((item) => (
                <li key={item.id}>
                  <span className="mono">{item.product.id}</span>
                  <span>{nameOf(item, i18n.language)}</span>
                  <span className="soft">
                    {item.materialIds.length === 0
                      ? t('table.no-pictures')
                      : t('talk.change.materials', { count: item.materialIds.length })}
                  </span>
                  <Button size="small" onClick={() => use([item])}>
                    {t('table.use')}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Modal>
  );
}

/** A product's name in the page's language, or in whichever it has. */
export function nameOf({ product: { name } }: TableProduct, language: string): string {
  return typeof name === 'string' ? name : (name[language === 'en' ? 'en' : 'zh-CN'] ?? Object.values(name)[0] ?? '');
}

function saveText(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
