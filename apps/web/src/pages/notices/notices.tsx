import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Skeleton, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkedText } from '../../shell/linked-text.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import './notices.css';

/** What the service had to say, and how the person wants to be told. */
export function Notices() {
  const { t } = useTranslation();
  const me = useMe();
  if (me.data === null) {
    return <PageHead title={t('nav.notices')} text={t('account.key')} />;
  }
  return (
    <>
      <PageHead title={t('nav.notices')} text={t('notices.text')} />
      <div className="notices">
        <Inbox />
        <Preferences />
      </div>
    </>
  );
}

function Inbox() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const list = useInfiniteQuery({
    queryKey: ['me', 'notices'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/me/notices', { params: { query: { limit: 30, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const read = useMutation({
    mutationFn: (id: string) => bodyOf(api().POST('/api/v1/me/notices/{id}/read', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me', 'notices'] }),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('notices.none')} text={t('notices.none.text')} />}
      <ul className="inbox">
        {items.map(({ id, title, body, createdAt, readAt }) => (
          <li key={id} className={readAt === null ? 'new' : ''}>
            <h2>{title}</h2>
            <time className="soft" dateTime={createdAt}>
              {when.format(new Date(createdAt))}
            </time>
            <p>
              <LinkedText text={body} />
            </p>
            {readAt === null && (
              <Button size="small" onClick={() => read.mutate(id)}>
                {t('notices.read')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </section>
  );
}

interface Filled {
  email: boolean;
  sms: boolean;
  /** As a field of time has it, such as `22:00`. */
  quietFrom: string;
  quietTo: string;
}

const twoDigits = (number: number) => String(number).padStart(2, '0');
const asTime = (minutes: number) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
const asMinutes = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

function Preferences() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const key = ['me', 'notice-preferences'];
  const kept = useQuery({ queryKey: key, queryFn: () => bodyOf(api().GET('/api/v1/me/notice-preferences')) });
  const save = useMutation({
    mutationFn: ({ email, sms, quietFrom, quietTo }: Filled) => {
      const body: Schemas['NoticePreferences'] = {
        email,
        sms,
        quietFrom: asMinutes(quietFrom),
        quietTo: asMinutes(quietTo),
        mutedTemplates: kept.data?.mutedTemplates ?? [],
      };
      return bodyOf(api().PUT('/api/v1/me/notice-preferences', { body }));
    },
    onSuccess: async () => {
      void message.success(t('saved'));
      await queries.invalidateQueries({ queryKey: key });
    },
    onError: (error) => void message.error(errorText(error)),
  });
  if (!kept.isSuccess) {
    return <Skeleton active />;
  }
  const { email, sms, quietFrom, quietTo } = kept.data;
  return (
    <Form<Filled>
      layout="vertical"
      requiredMark={false}
      className="notice-preferences"
      initialValues={{ email, sms, quietFrom: asTime(quietFrom), quietTo: asTime(quietTo) }}
      onFinish={(filled) => save.mutate(filled)}
    >
      <h2>{t('notices.preferences')}</h2>
      <p className="soft">{t('notices.preferences.text')}</p>
      <Form.Item name="email" label={t('account.email')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="sms" label={t('notices.sms')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item
        name="quietFrom"
        label={t('notices.quiet-from')}
        rules={[{ required: true, message: t('form.needed') }]}
      >
        <Input type="time" />
      </Form.Item>
      <Form.Item name="quietTo" label={t('notices.quiet-to')} rules={[{ required: true, message: t('form.needed') }]}>
        <Input type="time" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('save')}
      </Button>
    </Form>
  );
}
