import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, Skeleton, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { CaseEntries, CaseStand } from './case-entries.tsx';
import './cases.css';

type About = Schemas['CaseAbout'];

/** What others say of a team's videos and materials, and how the team answers. */
export function Cases() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: ['cases', 'about'],
    refetchInterval: 30_000,
    queryFn: () => bodyOf(api().GET('/api/v1/team/cases')),
  });
  return (
    <>
      <PageHead title={t('nav.cases')} text={t('cases.text')} />
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Nothing title={t('cases.none')} text={t('cases.none.text')} />}
      {list.data?.items.map((about) => (
        <CaseAbout key={about.id} about={about} />
      ))}
    </>
  );
}

function CaseAbout({ about }: { about: About }) {
  const { t } = useTranslation();
  return (
    <article className="case-about" aria-label={about.number}>
      <header>
        <h2>{about.name}</h2>
        <p className="soft">
          <span className="mono">{about.number}</span> · {t(`case.kind.${about.kind}`)}
          {about.right !== null && ` · ${t(`case.right.${about.right}`)}`}
        </p>
      </header>
      <CaseStand of={about} />
      {about.down > 0 && <p className="case-down">{t('cases.down', { count: about.down })}</p>}
      <CaseEntries entries={about.entries} />
      {about.state !== 'closed' && <Answer about={about} />}
    </article>
  );
}

function Answer({ about }: { about: About }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ text: string; isCounter: boolean; isSworn: boolean }>();
  const isCounter = Form.useWatch('isCounter', form) ?? false;
  const after = {
    onSuccess: async () => {
      form.resetFields();
      await queries.invalidateQueries({ queryKey: ['cases', 'about'] });
    },
    onError: (error: Error) => void message.error(errorText(error)),
  };
  const path = { id: about.id };
  const answer = useMutation({
    mutationFn: (body: Schemas['AnswerCase']) =>
      bodyOf(api().POST('/api/v1/team/cases/{id}/answers', { params: { path }, body })),
    ...after,
  });
  const prove = useMutation({
    mutationFn: (file: File) =>
      bodyOf(
        api().POST('/api/v1/team/cases/{id}/files', {
          params: { path, query: { name: file.name } },
          headers: { 'content-type': 'application/octet-stream' },
          body: file as unknown as string,
          bodySerializer: (body) => body,
        }),
      ),
    ...after,
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ isCounter: about.state === 'noticed', isSworn: false }}
      onFinish={({ text, isCounter: counters = false, isSworn = false }) =>
        answer.mutate({ text, isCounter: counters, isSworn })
      }
    >
      <Form.Item
        name="text"
        label={t('cases.answer')}
        extra={isCounter ? t('cases.counter.hint') : undefined}
        rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
      >
        <Input.TextArea maxLength={5000} autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
      {about.state === 'noticed' && (
        <Form.Item name="isCounter" valuePropName="checked">
          <Checkbox>{t('cases.counter')}</Checkbox>
        </Form.Item>
      )}
      {about.state === 'noticed' && isCounter && (
        <Form.Item
          name="isSworn"
          valuePropName="checked"
          rules={[
            {
              validator: (_, isSworn) =>
                isSworn === true ? Promise.resolve() : Promise.reject(new Error(t('report.sworn.needed'))),
            },
          ]}
        >
          <Checkbox>{t('cases.sworn')}</Checkbox>
        </Form.Item>
      )}
      <div className="doing">
        <Button type="primary" htmlType="submit" loading={answer.isPending}>
          {t(isCounter ? 'cases.counter.send' : 'case.say')}
        </Button>
        <Upload
          accept="image/png,image/jpeg,application/pdf"
          showUploadList={false}
          beforeUpload={(file) => {
            prove.mutate(file);
            return false;
          }}
        >
          <Button loading={prove.isPending}>{t('report.proof.add')}</Button>
        </Upload>
      </div>
      {about.files.length > 0 && (
        <ul className="case-files">
          {about.files.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
    </Form>
  );
}
