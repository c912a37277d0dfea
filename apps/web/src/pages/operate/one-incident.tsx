import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input, Popconfirm, Select, Skeleton } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { Failed } from '../../shell/failed.tsx';
import { useProven } from '../security/proof.tsx';

type Incident = Schemas['Incident'];
const at = '/api/v1/operate/incidents/{id}';
const ways = ['address', 'team', 'recipient', 'object', 'everybody'] as const;

/** One incident: what is due, what is known of it, whom it concerns, what they are told. */
export function OneIncident({ id }: { id: string }) {
  const one = useQuery({
    queryKey: ['incidents', id],
    queryFn: () => bodyOf(api().GET(at, { params: { path: { id } } })),
  });
  if (one.isError) {
    return <Failed error={one.error} again={() => void one.refetch()} />;
  }
  return one.data === undefined ? <Skeleton active /> : <Known incident={one.data} />;
}

function useAfter(id: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return {
    params: { path: { id } },
    after: {
      onSuccess: async () => {
        void message.success(t('saved'));
        await queries.invalidateQueries({ queryKey: ['incidents'] });
      },
      onError: (error: Error) => void message.error(errorText(error)),
    },
  };
}

function Known({ incident }: { incident: Incident }) {
  const { t, i18n } = useTranslation();
  const { params, after } = useAfter(incident.id);
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const report = useMutation({
    mutationFn: async () => {
      const blob = await bodyOf(api().GET(`${at}/report`, { params, parseAs: 'blob' }));
      saveBlob(blob as unknown as Blob, `${incident.id}.md`);
    },
    onError: after.onError,
  });
  const reported = useMutation({
    mutationFn: () => bodyOf(api().POST(`${at}/reporting`, { params, body: { text: t('incidents.reported') } })),
    ...after,
  });
  const close = useMutation({
    mutationFn: () => bodyOf(api().POST(`${at}/closing`, { params, body: { text: t('incidents.closed') } })),
    ...after,
  });
  const isOpen = incident.closedAt === null;
  return (
    <article className="case-about" aria-label={incident.title}>
      <header>
        <h2>{incident.title}</h2>
        <p className="soft mono">{incident.id}</p>
      </header>
      <ul className="case-files">
        {incident.deadlines.map(({ what, dueAt, source }) => {
          const isLate = dueAt !== null && incident.reportedAt === null && Date.parse(dueAt) < Date.now();
          return (
            <li key={what} className={isLate ? 'case-down' : ''}>
              <strong>{t(`incidents.due.${what}`)}</strong>{' '}
              {dueAt === null ? t('incidents.at-once') : t('case.due', { when: when.format(new Date(dueAt)) })}{' '}
              <span className="soft">{source}</span>
            </li>
          );
        })}
      </ul>
      {isOpen && <Facts incident={incident} />}
      {isOpen && <Concerned incident={incident} />}
      {isOpen && <Tell incident={incident} />}
      <ol className="case-entries">
        {incident.entries.map((entry) => (
          <li key={`${entry.at} ${entry.text}`}>
            <header>
              <time className="soft" dateTime={entry.at} style={{ marginInlineStart: 0 }}>
                {when.format(new Date(entry.at))}
              </time>
            </header>
            <p>{entry.text}</p>
          </li>
        ))}
      </ol>
      <div className="doing">
        <Button loading={report.isPending} onClick={() => report.mutate()}>
          {t('incidents.report')}
        </Button>
        {isOpen && incident.reportedAt === null && (
          <Button loading={reported.isPending} onClick={() => reported.mutate()}>
            {t('incidents.report.sent')}
          </Button>
        )}
        {isOpen && (
          <Popconfirm
            title={t('incidents.close.sure')}
            okText={t('incidents.close')}
            cancelText={t('cancel')}
            onConfirm={() => close.mutate()}
          >
            <Button loading={close.isPending}>{t('incidents.close')}</Button>
          </Popconfirm>
        )}
      </div>
    </article>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { params, after } = useAfter(incident.id);
  const inventory = useQuery({
    queryKey: ['privacy', 'inventory'],
    queryFn: () => bodyOf(api().GET('/api/v1/privacy/inventory')),
  });
  const save = useMutation({
    mutationFn: (body: Schemas['ChangeIncident']) => bodyOf(api().PATCH(at, { params, body })),
    ...after,
  });
  const { data, cause, harm, measures, advice } = incident;
  return (
    <Form<Schemas['ChangeIncident']>
      layout="vertical"
      initialValues={{ data, cause, harm, measures, advice }}
      onFinish={(body) => save.mutate(body)}
    >
      <Form.Item name="data" label={t('incidents.data')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={(inventory.data?.items ?? []).map(({ where, holds }) => ({ value: where, label: holds }))}
        />
      </Form.Item>
      {(['cause', 'harm', 'measures', 'advice'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`incidents.${name}`)}>
          <Input.TextArea maxLength={3000} autoSize={{ minRows: 1, maxRows: 8 }} />
        </Form.Item>
      ))}
      <Button htmlType="submit" loading={save.isPending}>
        {t('save')}
      </Button>
    </Form>
  );
}

interface Search {
  by: (typeof ways)[number];
  value?: string;
  time: [Dayjs, Dayjs];
}

function Concerned({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { params, after } = useAfter(incident.id);
  const [form] = Form.useForm<Search>();
  const by = Form.useWatch('by', form) ?? 'address';
  const find = useMutation({
    mutationFn: ({ time: [from, to], value = '', ...search }: Search) =>
      bodyOf(
        api().POST(`${at}/affected`, {
          params,
          body: { ...search, value, from: from.toISOString(), to: to.toISOString() },
        }),
      ),
    ...after,
  });
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <section className="case-part" aria-label={t('incidents.people')}>
      <h3>{t('incidents.people')}</h3>
      <p>{t('incidents.people.found', incident.people)}</p>
      <Form<Search>
        form={form}
        layout="vertical"
        initialValues={{ by: 'address' }}
        onFinish={(search) => find.mutate(search)}
      >
        <Form.Item name="by" label={t('incidents.by')}>
          <Select options={ways.map((value) => ({ value, label: t(`incidents.by.${value}`) }))} />
        </Form.Item>
        {by !== 'everybody' && (
          <Form.Item name="value" label={t(`incidents.by.${by}`)} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
        )}
        <Form.Item name="time" label={t('announce.time')} rules={needed}>
          <DatePicker.RangePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
        <Button htmlType="submit" loading={find.isPending}>
          {t('incidents.find')}
        </Button>
      </Form>
    </section>
  );
}

function Tell({ incident: { id, drafts, people } }: { incident: Incident }) {
  const { t } = useTranslation();
  const { params, after } = useAfter(id);
  const prove = useProven();
  const tell = useMutation({
    mutationFn: (body: Schemas['TellAffected']) => prove(() => bodyOf(api().POST(`${at}/notices`, { params, body }))),
    ...after,
  });
  const needed = [{ required: true, whitespace: true, message: t('form.needed') }];
  const { zh, en } = drafts;
  return (
    <section className="case-part" aria-label={t('incidents.tell')}>
      <h3>{t('incidents.tell')}</h3>
      <Form<Schemas['TellAffected']>
        // A draft follows what is put down above.
        key={`${zh.body} ${en.body}`}
        layout="vertical"
        initialValues={{ titleZh: zh.title, bodyZh: zh.body, titleEn: en.title, bodyEn: en.body }}
        onFinish={(body) => tell.mutate(body)}
      >
        <Form.Item name="titleZh" label={t('announce.title.zh')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="bodyZh" label={t('announce.body.zh')} rules={needed}>
          <Input.TextArea maxLength={5000} autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="titleEn" label={t('announce.title.en')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="bodyEn" label={t('announce.body.en')} rules={needed}>
          <Input.TextArea maxLength={5000} autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={people.found === people.told} loading={tell.isPending}>
          {t('incidents.tell.do', { count: people.found - people.told })}
        </Button>
      </Form>
    </section>
  );
}
