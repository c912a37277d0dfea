import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** Links by which clients see a batch without an account: made, listed, taken back. */
export function ShareDialog({ batchId, isOpen, onClose }: { batchId: string; isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [made, setMade] = useState<string>();
  const key = ['shares', batchId];
  const list = useQuery({
    queryKey: key,
    enabled: isOpen,
    queryFn: () => bodyOf(api().GET('/api/v1/batches/{id}/shares', { params: { path: { id: batchId } } })),
  });
  const make = useMutation({
    mutationFn: (body: Schemas['NewShare']) =>
      bodyOf(api().POST('/api/v1/batches/{id}/shares', { params: { path: { id: batchId } }, body })),
    onSuccess: ({ path }) => {
      setMade(`${location.origin}${path}`);
      return queries.invalidateQueries({ queryKey: key });
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <Modal
      open={isOpen}
      onCancel={() => {
        setMade(undefined);
        onClose();
      }}
      footer={null}
      title={t('share.title')}
      width={640}
      destroyOnHidden
    >
      <p className="soft">{t('share.text')}</p>
      <Form
        layout="vertical"
        style={{ marginBlockStart: 16 }}
        initialValues={{ name: '', days: 7, mayComment: true, mayDecide: false }}
        onFinish={(values: Schemas['NewShare']) => make.mutate(values)}
      >
        <div className="pair wide-first">
          <Form.Item name="name" label={t('share.name')} rules={[{ required: true, message: t('form.needed') }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="days" label={t('share.days')}>
            <InputNumber min={1} max={90} style={{ inlineSize: '100%' }} />
          </Form.Item>
        </div>
        <div className="share-may">
          <Form.Item name="mayComment" valuePropName="checked" noStyle>
            <Checkbox>{t('share.may-comment')}</Checkbox>
          </Form.Item>
          <Form.Item name="mayDecide" valuePropName="checked" noStyle>
            <Checkbox>{t('share.may-decide')}</Checkbox>
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={make.isPending}>
            {t('share.make')}
          </Button>
        </div>
      </Form>
      {made !== undefined && (
        <Alert
          type="success"
          style={{ marginBlockStart: 16 }}
          title={t('share.made')}
          description={<code className="share-link">{made}</code>}
          action={
            <Button
              size="small"
              onClick={() =>
                navigator.clipboard.writeText(made).then(
                  () => message.success(t('delivery.copied')),
                  () => message.warning(t('delivery.copy.failed')),
                )
              }
            >
              {t('share.copy')}
            </Button>
          }
        />
      )}
      <ul className="share-rows">
        {list.data?.items.map((share) => (
          <ShareRow key={share.id} share={share} listKey={key} />
        ))}
      </ul>
      {list.data?.items.length === 0 && <p className="soft">{t('share.none')}</p>}
    </Modal>
  );
}

function ShareRow({ share, listKey }: { share: Schemas['Share']; listKey: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { id, name, expiresAt, revokedAt, opens } = share;
  const revoke = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/shares/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: listKey }),
    onError: (error) => message.error(errorText(error)),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(expiresAt));
  const isOver = new Date(expiresAt) < new Date();
  const state = isOver ? t('share.over') : t('share.until', { day });
  return (
    <li>
      <strong>{name}</strong>
      <span className="soft">{revokedAt === null ? state : t('share.revoked')}</span>
      <span className="soft">{t('share.opens', { count: opens })}</span>
      {revokedAt === null && !isOver && (
        <Button size="small" onClick={() => revoke.mutate()} aria-label={t('share.revoke.of', { name })}>
          {t('share.revoke')}
        </Button>
      )}
    </li>
  );
}
