import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Alert, App, Button, Checkbox, Form, Input, Popconfirm, Segmented, Skeleton, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { chooseLanguage } from '../../i18n/i18n.ts';
import { type Language, languages } from '../../i18n/languages.ts';
import { caseApi, type SentCase } from './case-api.ts';
import { CaseEntries, CaseStand } from './case-entries.tsx';
import '../../shell/shell.css';
import './cases.css';

/** Where who sent a case sees how it stands, answers, adds proof, or takes it back: its link is its key. */
export function CaseLink() {
  const { t, i18n } = useTranslation();
  const secret = useLocation({ select: ({ hash }) => hash });
  const found = useQuery({
    queryKey: ['case', secret],
    retry: false,
    refetchInterval: 30_000,
    queryFn: () => caseApi(secret).view(),
  });
  if (found.isPending) {
    return (
      <main className="lone">
        <Skeleton active />
      </main>
    );
  }
  if (found.isError) {
    return (
      <main className="lone">
        <h1>{t('case.gone')}</h1>
        <p className="soft">{t('case.gone.text')}</p>
        <Button href="/report">{t('report.title')}</Button>
      </main>
    );
  }
  const sent = found.data;
  return (
    <main className="report">
      <header className="page-head">
        <div>
          <h1 className="mono">{sent.number}</h1>
          <p>{t(`case.kind.${sent.kind}`)}</p>
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
      <CaseStand of={sent} />
      <Alert type="info" showIcon title={t('case.keep-link')} />
      {sent.needsCode && <Confirm secret={secret} again={() => void found.refetch()} />}
      <CaseEntries entries={sent.entries} />
      {sent.state !== 'closed' && <Say sent={sent} secret={secret} again={() => void found.refetch()} />}
    </main>
  );
}

function Confirm({ secret, again }: { secret: string; again(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const confirm = useMutation({ mutationFn: (code: string) => caseApi(secret).confirm(code), onSuccess: again });
  const resend = useMutation({
    mutationFn: () => caseApi(secret).code(),
    onSuccess: () => void message.success(t('sign-in.code.sent')),
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <section className="case-part" aria-label={t('case.confirm')}>
      <h2>{t('case.confirm')}</h2>
      <p className="soft">{t('case.confirm.text')}</p>
      <Form<{ code: string }> layout="inline" onFinish={({ code }) => confirm.mutate(code)}>
        <Form.Item name="code" rules={[{ required: true, pattern: /^\d{6}$/, message: t('sign-in.code.rule') }]}>
          <Input inputMode="numeric" maxLength={6} autoComplete="one-time-code" aria-label={t('sign-in.code')} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('case.confirm.do')}
        </Button>
        <Button loading={resend.isPending} onClick={() => resend.mutate()}>
          {t('case.confirm.again')}
        </Button>
      </Form>
      {confirm.isError && <p role="alert">{errorText(confirm.error)}</p>}
    </section>
  );
}

function Say({ sent, secret, again }: { sent: SentCase; secret: string; again(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [isSuit, setSuit] = useState(false);
  const onError = (error: Error) => void message.error(errorText(error));
  const say = useMutation({
    mutationFn: () => caseApi(secret).say({ text, isSuit }),
    onSuccess: () => {
      setText('');
      again();
    },
    onError,
  });
  const prove = useMutation({ mutationFn: (file: File) => caseApi(secret).prove(file), onSuccess: again, onError });
  const withdraw = useMutation({ mutationFn: () => caseApi(secret).withdraw(), onSuccess: again, onError });
  const mayAnswer = sent.state !== 'unconfirmed';
  return (
    <section className="case-part" aria-label={t('case.add')}>
      <h2>{t('case.add')}</h2>
      {sent.state === 'countered' && (
        <>
          <p>{t('case.countered.text')}</p>
          <Checkbox checked={isSuit} onChange={({ target }) => setSuit(target.checked)}>
            {t('case.suit')}
          </Checkbox>
        </>
      )}
      {mayAnswer && (
        <>
          <Input.TextArea
            aria-label={t('case.add')}
            value={text}
            maxLength={5000}
            autoSize={{ minRows: 3, maxRows: 12 }}
            onChange={({ target }) => setText(target.value)}
          />
          <div className="doing">
            <Button type="primary" disabled={text.trim() === ''} loading={say.isPending} onClick={() => say.mutate()}>
              {t('case.say')}
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
        </>
      )}
      {sent.files.length > 0 && (
        <ul className="case-files">
          {sent.files.map(({ id, name, bytes }) => (
            <li key={id}>
              {name} <span className="soft">{Math.ceil(bytes / 1024)} KiB</span>
            </li>
          ))}
        </ul>
      )}
      <Popconfirm
        title={t('case.withdraw.sure')}
        okText={t('case.withdraw')}
        cancelText={t('cancel')}
        onConfirm={() => withdraw.mutate()}
      >
        <Button type="text" loading={withdraw.isPending} style={{ justifySelf: 'start' }}>
          {t('case.withdraw')}
        </Button>
      </Popconfirm>
    </section>
  );
}
