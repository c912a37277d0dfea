import { ClipoError } from '@clipo/contract/errors';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

type Prove = <T>(act: () => Promise<T>) => Promise<T>;

const ProofContext = createContext<Prove>((act) => act());

/**
 * Does what may ask for a proof first: where the service wants one, a dialog takes it and the act is done again.
 * An act that is not proven fails with what the service said.
 */
export function useProven(): Prove {
  return useContext(ProofContext);
}

/** Who is here has done all that comes first but this. */
function needsProof(error: unknown): boolean {
  return error instanceof ClipoError && error.code === 'step_needed';
}

/** Gives everything inside the dialog by which a person proves themselves once more. */
export function WithProof({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const answer = useRef<(isProven: boolean) => void>(undefined);
  const ask = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve;
        setAsking(true);
      }),
    [],
  );
  const end = (isProven: boolean) => {
    setAsking(false);
    answer.current?.(isProven);
  };
  const prove = useCallback<Prove>(
    async (act) => {
      try {
        return await act();
      } catch (error) {
        if (needsProof(error) && (await ask())) {
          return act();
        }
        throw error;
      }
    },
    [ask],
  );
  return (
    <ProofContext.Provider value={prove}>
      {children}
      <Modal
        open={isAsking}
        title={t('proof.title')}
        footer={null}
        onCancel={() => end(false)}
        width={460}
        destroyOnHidden
      >
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {t('proof.text')}
        </p>
        <ProofForm onProven={() => end(true)} />
      </Modal>
    </ProofContext.Provider>
  );
}

interface Filled {
  kind: 'totp' | 'recoveryCode' | 'contactCode';
  value: string;
  trustDevice?: boolean;
}

/** One proof: a one-time password, a recovery code, or a code sent to the verified contact. */
export function ProofForm({ onProven }: { onProven(): void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Filled['kind']>('totp');
  const send = useMutation({ mutationFn: () => bodyOf(api().POST('/api/v1/me/proof/codes')) });
  const prove = useMutation({
    mutationFn: ({ value, trustDevice = false }: Filled) =>
      bodyOf(api().POST('/api/v1/me/proof', { body: { [kind]: value.trim(), trustDevice } })),
    onSuccess: onProven,
  });
  return (
    <Form<Filled> layout="vertical" requiredMark={false} onFinish={(filled) => prove.mutate(filled)}>
      <Form.Item name="value" label={t(`proof.${kind}`)} rules={[{ required: true, message: t('form.needed') }]}>
        <Input size="large" autoComplete="one-time-code" autoFocus />
      </Form.Item>
      {kind === 'contactCode' && (
        <Button
          style={{ marginBlockEnd: 16 }}
          onClick={() => send.mutate()}
          loading={send.isPending}
          disabled={send.isSuccess}
        >
          {send.isSuccess ? t('sign-in.code.sent') : t('sign-in.code.send')}
        </Button>
      )}
      <Form.Item name="trustDevice" valuePropName="checked">
        <Checkbox>{t('proof.trust')}</Checkbox>
      </Form.Item>
      {(prove.isError || send.isError) && (
        <Alert type="error" showIcon title={errorText(prove.error ?? send.error)} style={{ marginBlockEnd: 16 }} />
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={prove.isPending}>
        {t('first.go-on')}
      </Button>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4, marginBlockStart: 8 }}>
        {(['totp', 'recoveryCode', 'contactCode'] as const)
          .filter((other) => other !== kind)
          .map((other) => (
            <Button key={other} type="link" size="small" onClick={() => setKind(other)}>
              {t(`proof.use.${other}`)}
            </Button>
          ))}
      </div>
    </Form>
  );
}
