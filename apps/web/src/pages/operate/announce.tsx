import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, DatePicker, Form, Input, Segmented, Skeleton, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import '../security/security.css';
import './console.css';

type New = Schemas['NewAnnouncementInput'];
type Part = NonNullable<New['parts']>[number];
type Fields = Pick<New, 'titleZh' | 'bodyZh' | 'titleEn' | 'bodyEn' | 'isPopup' | 'kind'> & {
  parts?: Part[];
  time?: [Dayjs | null, Dayjs | null] | null;
};

const parts: readonly Part[] = ['make', 'talk', 'upload', 'share', 'invite', 'recharge', 'api'];

/** For operators: tells everybody something, and plans maintenance that is told before and while it lasts. */
export function Announce() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.announce')} text={t('announce.text')} />
      <NeedsProof>
        <NewOne />
        <All />
      </NeedsProof>
    </>
  );
}

function NewOne() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? 'news';
  const send = useMutation({
    mutationFn: ({ time, parts: closed = [], ...said }: Fields) => {
      const [from, to] = time ?? [null, null];
      const body: New = {
        ...said,
        ...(said.kind === 'maintenance' ? { parts: closed } : {}),
        ...(from === null ? {} : { startsAt: from.toISOString() }),
        ...(to === null ? {} : { endsAt: to.toISOString() }),
      };
      return bodyOf(api().POST('/api/v1/announcements', { body }));
    },
    onSuccess: async () => {
      form.resetFields();
      void message.success(t('announce.done'));
      await queries.invalidateQueries({ queryKey: ['announcements'] });
    },
  });
  const needed = [{ required: true, whitespace: true, message: t('form.needed') }];
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="announce-form"
      initialValues={{ kind: 'news', isPopup: false, parts: [] }}
      onFinish={(given) => send.mutate(given)}
    >
      <Form.Item name="kind">
        <Segmented
          options={[
            { value: 'news', label: t('announce.news') },
            { value: 'maintenance', label: t('announce.maintenance') },
          ]}
        />
      </Form.Item>
      <div className="announce-pair">
        <Form.Item name="titleZh" label={t('announce.title.zh')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="titleEn" label={t('announce.title.en')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="bodyZh" label={t('announce.body.zh')} rules={needed}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name="bodyEn" label={t('announce.body.en')} rules={needed}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </div>
      <Form.Item
        name="time"
        label={t('announce.time')}
        extra={t(kind === 'maintenance' ? 'announce.time.maintenance' : 'announce.time.news')}
        rules={kind === 'maintenance' ? [{ required: true, message: t('form.needed') }] : []}
      >
        <DatePicker.RangePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowEmpty={[true, true]} />
      </Form.Item>
      {kind === 'maintenance' && (
        <Form.Item name="parts" label={t('announce.parts')}>
          <Checkbox.Group options={parts.map((value) => ({ value, label: t(`parts.${value}`) }))} />
        </Form.Item>
      )}
      <Form.Item name="isPopup" valuePropName="checked">
        <Checkbox>{t('announce.popup')}</Checkbox>
      </Form.Item>
      {send.isError && <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {t('announce.send')}
      </Button>
    </Form>
  );
}

function All() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const list = useQuery({
    queryKey: ['announcements', 'all'],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/announcements')),
  });
  const [ending, setEnding] = useState<string>();
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined) {
    return <Skeleton active />;
  }
  if (list.data.items.length === 0) {
    return <Nothing title={t('announce.none')} text={t('announce.none.text')} />;
  }
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const isChinese = i18n.language === 'zh-CN';
  return (
    <>
      <ul className="settings">
        {list.data.items.map((one) => {
          const isOver = one.endsAt !== null && Date.parse(one.endsAt) <= Date.now();
          return (
            <li key={one.id}>
              <Tag color={one.kind === 'maintenance' ? 'warning' : 'blue'} style={{ justifySelf: 'start' }}>
                {t(one.kind === 'maintenance' ? 'announce.maintenance' : 'announce.news')}
              </Tag>
              <div>
                <h2>{isChinese ? one.titleZh : one.titleEn}</h2>
                <p>
                  {when.format(new Date(one.startsAt))}
                  {one.endsAt !== null && ` – ${when.format(new Date(one.endsAt))}`}
                </p>
              </div>
              {isOver ? (
                <span className="soft">{t('announce.over')}</span>
              ) : (
                <Button onClick={() => setEnding(one.id)}>{t('announce.end')}</Button>
              )}
            </li>
          );
        })}
      </ul>
      {ending !== undefined && (
        <ReasonDialog
          title={t('announce.end')}
          text={t('announce.end.sure')}
          act={t('announce.end')}
          onDo={(reason) =>
            bodyOf(api().DELETE('/api/v1/announcements/{id}', { params: { path: { id: ending } }, body: { reason } }))
          }
          done={() => queries.invalidateQueries({ queryKey: ['announcements'] })}
          end={() => setEnding(undefined)}
        />
      )}
    </>
  );
}
