import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useParts } from '../../shell/closed-parts.tsx';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { useProven, WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import '../security/security.css';

type Part = Schemas['ServiceParts']['items'][number];
type Reason = Schemas['ClosePart'];

/** For operators: closes parts of the service for everybody, with a reason that they read, and opens them again. */
export function Parts() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.parts')} text={t('parts.text')} />
      <NeedsProof>
        <Switches />
      </NeedsProof>
    </WithProof>
  );
}

function Switches() {
  const { t, i18n } = useTranslation();
  const prove = useProven();
  const queries = useQueryClient();
  const list = useParts();
  const [closing, setClosing] = useState<Part['part']>();
  const [opening, setOpening] = useState<Part['part']>();
  if (list.isPending) {
    return <Skeleton active />;
  }
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <ul className="settings">
        {list.data.items.map(({ part, isOpen, reason, closedAt }) => (
          <li key={part}>
            <h2>{t(`parts.${part}`)}</h2>
            <p>
              {closedAt === null
                ? t(`parts.${part}.what`)
                : t('parts.since', { when: when.format(new Date(closedAt)), reason })}
            </p>
            <Switch
              checked={isOpen}
              aria-label={t(`parts.${part}`)}
              onChange={(checked) => (checked ? setOpening(part) : setClosing(part))}
            />
          </li>
        ))}
      </ul>
      {opening !== undefined && (
        <ReasonDialog
          title={t('parts.open.title', { part: t(`parts.${opening}`) })}
          act={t('parts.open')}
          onDo={(reason) =>
            prove(() =>
              bodyOf(
                api().DELETE('/api/v1/parts/{part}/closing', { params: { path: { part: opening } }, body: { reason } }),
              ),
            )
          }
          done={() => queries.invalidateQueries({ queryKey: ['parts'] })}
          end={() => setOpening(undefined)}
        />
      )}
      {closing !== undefined && <CloseDialog part={closing} end={() => setClosing(undefined)} />}
    </>
  );
}

function CloseDialog({ part, end }: { part: Part['part']; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: (body: Reason) =>
      prove(() => bodyOf(api().PUT('/api/v1/parts/{part}/closing', { params: { path: { part } }, body }))),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['parts'] });
      end();
    },
    onError: (error: Error) => void message.error(errorText(error)),
  });
  const rules = [{ required: true, whitespace: true, max: 300, message: t('parts.reason.rule') }];
  return (
    <Modal open title={t('parts.close.title', { part: t(`parts.${part}`) })} onCancel={end} footer={null} width={480}>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('parts.close.text')}
      </p>
      <Form<Reason> layout="vertical" onFinish={(reason) => close.mutate(reason)}>
        <Form.Item name="reasonZh" label={t('parts.reason.zh')} rules={rules}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
        <Form.Item name="reasonEn" label={t('parts.reason.en')} rules={rules}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
        <Button type="primary" danger htmlType="submit" loading={close.isPending}>
          {t('parts.close')}
        </Button>
      </Form>
    </Modal>
  );
}
