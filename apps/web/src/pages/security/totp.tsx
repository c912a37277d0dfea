import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, QRCode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from './proof.tsx';

/** One-time passwords of an app: set up by a QR code and a first password; then recovery codes, shown once. */
export function Totp({ isOn, codesLeft }: { isOn: boolean; codesLeft: number }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const begin = useMutation({ mutationFn: () => prove(() => bodyOf(api().POST('/api/v1/me/totp'))) });
  const confirm = useMutation({
    mutationFn: (body: { code: string }) => bodyOf(api().POST('/api/v1/me/totp/confirm', { body })),
    onSuccess: (answer) => {
      begin.reset();
      setCodes(answer.codes);
    },
  });
  /** What is set up is told once the codes were seen: where it was all that was needed, this page goes then. */
  const end = () => {
    setCodes(undefined);
    void queries.invalidateQueries({ queryKey: ['me'] });
  };
  const turnOff = useMutation({
    mutationFn: () => prove(() => bodyOf(api().DELETE('/api/v1/me/totp'))),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <li>
      <h2>{t('security.totp')}</h2>
      <p>{isOn ? t('security.totp.on', { count: codesLeft }) : t('security.totp.off')}</p>
      {isOn ? (
        <Button onClick={() => turnOff.mutate()} loading={turnOff.isPending}>
          {t('security.turn-off')}
        </Button>
      ) : (
        <Button onClick={() => begin.mutate()} loading={begin.isPending}>
          {t('security.add')}
        </Button>
      )}
      <Modal
        open={begin.data !== undefined}
        title={t('security.totp')}
        footer={null}
        onCancel={() => begin.reset()}
        width={460}
      >
        {begin.data !== undefined && (
          <Form layout="vertical" requiredMark={false} onFinish={(filled: { code: string }) => confirm.mutate(filled)}>
            <p className="soft">{t('security.totp.scan')}</p>
            <QRCode
              aria-label={t('security.totp.scan')}
              value={begin.data.address}
              size={200}
              color="#000"
              bgColor="#fff"
              style={{ marginBlock: 16 }}
            />
            <p className="mono" style={{ overflowWrap: 'anywhere', marginBlockEnd: 16 }}>
              {begin.data.secret}
            </p>
            <Form.Item
              name="code"
              label={t('proof.totp')}
              rules={[{ required: true, pattern: /^\d{6}$/, message: t('sign-in.code.rule') }]}
            >
              <Input size="large" inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
            </Form.Item>
            {confirm.isError && (
              <Alert type="error" showIcon title={errorText(confirm.error)} style={{ marginBlockEnd: 16 }} />
            )}
            <Button type="primary" size="large" block htmlType="submit" loading={confirm.isPending}>
              {t('security.totp.confirm')}
            </Button>
          </Form>
        )}
      </Modal>
      <Modal open={codes !== undefined} title={t('security.codes')} onCancel={end} onOk={end} width={460}>
        <p className="soft">{t('security.codes.text')}</p>
        <ul className="codes">
          {codes?.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Button onClick={() => void navigator.clipboard.writeText(codes?.join('\n') ?? '')}>
          {t('security.codes.copy')}
        </Button>
      </Modal>
      {begin.isError && <Alert type="error" showIcon title={errorText(begin.error)} />}
    </li>
  );
}
