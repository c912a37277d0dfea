import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import './code-field.css';

/** By which address a code is sent: to get in, to bind a contact to the account, to a guardian, or to one who has no account. */
const senders = {
  'sign-in': '/api/v1/sign-in/codes',
  contact: '/api/v1/me/contacts/codes',
  guardian: '/api/v1/me/guardian/codes',
  ward: '/api/v1/guardians/codes',
} as const;

/** The code, and the button that has it sent; a picture of letters stands before it. */
export function CodeField({
  contactOf,
  use = 'sign-in',
}: {
  contactOf(): string | undefined;
  /** What the code is good for. */
  use?: keyof typeof senders;
}) {
  const { t } = useTranslation();
  // Two forms with such a field stand on the page.
  const id = useId();
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => bodyOf(api().GET('/api/v1/sign-in/ways')) });
  const [isAsking, setAsking] = useState(false);
  const [left, setLeft] = useState(0);
  const send = useMutation({
    mutationFn: (captcha: { id: string; text: string } | undefined) =>
      bodyOf(
        api().POST(senders[use], {
          body: { contact: contactOf() ?? '', ...(captcha && { captcha }) },
        }),
      ),
    onSuccess: ({ againAfterSeconds }) => {
      setAsking(false);
      setLeft(againAfterSeconds);
    },
  });
  useEffect(() => {
    if (left > 0) {
      const tick = setTimeout(() => setLeft(left - 1), 1000);
      return () => clearTimeout(tick);
    }
    return undefined;
  }, [left]);
  const start = () => {
    send.reset();
    if (ways.data?.captcha === 'off') {
      send.mutate(undefined);
    } else {
      setAsking(true);
    }
  };
  return (
    <>
      <Form.Item label={t('sign-in.code')} htmlFor={id} required>
        <div className="code-line">
          <Form.Item
            name="code"
            noStyle
            rules={[{ pattern: /^\d{6}$/, required: true, message: t('sign-in.code.rule') }]}
          >
            <Input id={id} size="large" inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
          </Form.Item>
          <Button size="large" onClick={start} disabled={left > 0} loading={send.isPending && !isAsking}>
            {left > 0 ? t('sign-in.code.again', { seconds: left }) : t('sign-in.code.send')}
          </Button>
        </div>
      </Form.Item>
      {send.isSuccess && (
        <Alert type="success" showIcon title={t('sign-in.code.sent')} style={{ marginBlockEnd: 16 }} />
      )}
      {send.isError && !isAsking && (
        <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBlockEnd: 16 }} />
      )}
      <Modal
        open={isAsking}
        footer={null}
        title={t('captcha.title')}
        onCancel={() => setAsking(false)}
        width={420}
        destroyOnHidden
      >
        <CaptchaForm use={use} error={send.error} isBusy={send.isPending} onAnswer={(answer) => send.mutate(answer)} />
      </Modal>
    </>
  );
}

function CaptchaForm({
  use,
  error,
  isBusy,
  onAnswer,
}: {
  use: keyof typeof senders;
  error: unknown;
  isBusy: boolean;
  onAnswer(answer: { id: string; text: string }): void;
}) {
  const { t } = useTranslation();
  const captcha = useQuery({
    queryKey: ['captcha', use, error],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => bodyOf(api().POST('/api/v1/captchas', { params: { query: { for: use } } })),
  });
  return (
    <Form onFinish={({ text }: { text: string }) => onAnswer({ id: captcha.data?.id ?? '', text })} layout="vertical">
      <div className="captcha">
        <button type="button" onClick={() => void captcha.refetch()} aria-label={t('captcha.other')}>
          {captcha.data !== undefined && (
            <img src={`data:image/svg+xml,${encodeURIComponent(captcha.data.svg)}`} alt={t('captcha.picture')} />
          )}
        </button>
        <Form.Item name="text" noStyle rules={[{ required: true, message: t('form.needed') }]}>
          <Input size="large" autoFocus autoComplete="off" aria-label={t('captcha.letters')} />
        </Form.Item>
      </div>
      <p className="soft" style={{ marginBlock: 10, fontSize: 13 }}>
        {t('captcha.hint')}
      </p>
      {error !== null && <Alert type="error" showIcon title={errorText(error)} style={{ marginBlockEnd: 12 }} />}
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {t('sign-in.code.send')}
      </Button>
    </Form>
  );
}
