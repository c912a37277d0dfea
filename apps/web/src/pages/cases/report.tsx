import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Checkbox, Form, Input, Radio, Segmented, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { chooseLanguage } from '../../i18n/i18n.ts';
import { type Language, languages } from '../../i18n/languages.ts';
import { RunBy } from '../agreements/run-by.tsx';
import { CaptchaRow } from './captcha-row.tsx';
import { caseApi } from './case-api.ts';
import '../../shell/shell.css';
import '../sign-in/sign-in.css';
import './cases.css';

type Sent = Schemas['FileCase'];
type Kind = Sent['kind'];
type Fields = Omit<Sent, 'captcha'> & { letters?: string };

/** In working days, by what is asked: as the service counts. */
const kinds: readonly (readonly [Kind, number])[] = [
  ['infringement', 3],
  ['abuse', 3],
  ['complaint', 15],
  ['privacy', 15],
  ['deletion', 15],
  ['appeal', 15],
  ['guardian', 15],
  ['question', 15],
  ['feedback', 15],
];
const rights = ['copyright', 'trademark', 'portrait', 'reputation', 'privacy', 'other'] as const;
const wishes = ['access', 'refund', 'deletion'] as const;
const mostFiles = 10;

/** Anybody reports something, or asks for something: no account is needed. */
export function Report() {
  const { t, i18n } = useTranslation();
  const { about = '' } = useSearch({ from: '/report' });
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const [kind, setKind] = useState<Kind>('infringement');
  const [files, setFiles] = useState<File[]>([]);
  const [picture, setPicture] = useState('');
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => bodyOf(api().GET('/api/v1/sign-in/ways')) });
  const send = useMutation({
    mutationFn: async ({ letters, ...given }: Fields) => {
      const captcha = letters === undefined ? {} : { captcha: { id: picture, text: letters } };
      const sent = await bodyOf(api().POST('/api/v1/cases', { body: { ...given, ...captcha } }));
      for (const file of files) {
        await caseApi(sent.secret).prove(file);
      }
      return sent;
    },
    onSuccess: ({ secret }) => void navigate({ to: '/case', hash: secret }),
  });
  const isNotice = kind === 'infringement';
  return (
    <main className="report">
      <header className="page-head">
        <div>
          <h1>{t('report.title')}</h1>
          <p>{t('report.text')}</p>
        </div>
        <div className="doing">
          <Segmented<Language>
            aria-label={t('preferences.language')}
            value={i18n.language as Language}
            onChange={(language) => void chooseLanguage(language)}
            options={Object.entries(languages).map(([value, label]) => ({ value: value as Language, label }))}
          />
        </div>
      </header>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'infringement', right: 'copyright', wish: 'refund', about, isSworn: false }}
        onValuesChange={(_, { kind: chosen }) => setKind(chosen)}
        onFinish={(given) => send.mutate(given)}
        scrollToFirstError
      >
        <Form.Item name="kind" label={t('report.kind')}>
          <Radio.Group className="report-kinds">
            {kinds.map(([value, days]) => (
              <Radio key={value} value={value}>
                <span>{t(`case.kind.${value}`)}</span>
                <small className="soft">{t('report.within', { count: days })}</small>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <p className="report-how soft">{t(`report.how.${kind}`)}</p>
        {isNotice && (
          <Form.Item name="right" label={t('report.right')}>
            <Select options={rights.map((value) => ({ value, label: t(`case.right.${value}`) }))} />
          </Form.Item>
        )}
        {kind === 'guardian' && (
          <>
            <Form.Item name="wish" label={t('report.wish')}>
              <Select options={wishes.map((value) => ({ value, label: t(`case.wish.${value}`) }))} />
            </Form.Item>
            <Form.Item
              name="minor"
              label={t('report.minor')}
              rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
            >
              <Input maxLength={254} />
            </Form.Item>
          </>
        )}
        {(isNotice || kind === 'abuse' || kind === 'complaint') && (
          <>
            <Form.Item name="about" label={t('report.about')} extra={t('report.about.hint')}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="place" label={t('report.place')}>
              <Input maxLength={500} placeholder="https://" />
            </Form.Item>
          </>
        )}
        <Form.Item
          name="text"
          label={t('report.what')}
          extra={t('report.what.hint')}
          rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={5000} />
        </Form.Item>
        <Form.Item label={t('report.proof')} extra={t('report.proof.hint')}>
          <Upload
            multiple
            accept="image/png,image/jpeg,application/pdf"
            maxCount={mostFiles}
            beforeUpload={() => false}
            onChange={({ fileList }) => setFiles(fileList.flatMap(({ originFileObj }) => originFileObj ?? []))}
          >
            <Button>{t('report.proof.add')}</Button>
          </Upload>
        </Form.Item>
        <div className="report-who">
          <Form.Item
            name="name"
            label={t('report.name')}
            rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
          >
            <Input maxLength={100} autoComplete="name" />
          </Form.Item>
          <Form.Item
            name="contact"
            label={t('report.contact')}
            rules={[{ required: true, whitespace: true, message: t('form.needed') }]}
          >
            <Input maxLength={254} autoComplete="email" />
          </Form.Item>
        </div>
        <p className="soft report-how">{t('report.identity')}</p>
        {isNotice && (
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
            <Checkbox>{t('report.sworn')}</Checkbox>
          </Form.Item>
        )}
        {ways.data?.captcha === 'picture' && <CaptchaRow round={send.error} onPicture={setPicture} />}
        {send.isError && (
          <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBlockEnd: 16 }} role="alert" />
        )}
        <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
          {t('report.send')}
        </Button>
      </Form>
      <RunBy />
    </main>
  );
}
