import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { useProven } from '../security/proof.tsx';

/** What an operator does to a case in a dialog. */
export type CaseDoing = 'link' | 'ask' | 'notice' | 'decide' | 'disclose';

interface Fields {
  text: string;
  isTakenDown: boolean;
  outcome: Schemas['DecideCase']['outcome'];
  isStrike: boolean;
  ground: Schemas['DiscloseSender']['ground'];
  reference: string;
  to: string;
  isSilent: boolean;
}

const outcomes = ['upheld', 'rejected', 'answered'] as const;
const grounds = ['court-order', 'authority-request', 'law', 'own-consent'] as const;
const titles = {
  link: 'all-cases.link',
  ask: 'all-cases.ask',
  notice: 'all-cases.notice',
  decide: 'all-cases.decide',
  disclose: 'all-cases.disclose',
} as const;

export function CaseDialog({
  about,
  doing,
  prove,
  onDone,
  end,
}: {
  about: Schemas['WholeCase'];
  doing: CaseDoing;
  prove: ReturnType<typeof useProven>;
  onDone(): Promise<void>;
  end(): void;
}) {
  const { t } = useTranslation();
  const send = useMutation({
    mutationFn: async (given: Fields) => {
      const identity = await act(about.id, doing, given, prove);
      if (identity === undefined) {
        await onDone();
      }
      return identity;
    },
  });
  const needed = [{ required: true, whitespace: true, message: t('form.needed') }];
  return (
    <Modal open title={t(titles[doing])} footer={null} onCancel={end} width={520} destroyOnHidden>
      {send.data !== undefined && (
        <Alert
          type="success"
          title={t('all-cases.disclose.given', send.data)}
          action={<Button onClick={() => void onDone()}>{t('all-cases.back')}</Button>}
        />
      )}
      {send.data === undefined && (
        <Form<Fields>
          layout="vertical"
          requiredMark={false}
          initialValues={{
            outcome: 'upheld',
            isStrike: false,
            isTakenDown: about.kind === 'infringement',
            ground: 'court-order',
            isSilent: false,
          }}
          onFinish={(given) => send.mutate(given)}
        >
          {doing === 'decide' && (
            <Form.Item name="outcome" label={t('all-cases.decide.outcome')}>
              <Select options={outcomes.map((value) => ({ value, label: t(`case.outcome.${value}`) }))} />
            </Form.Item>
          )}
          {doing === 'link' ? (
            <Form.Item name="text" label={t('all-cases.link.hint')} rules={needed}>
              <Input maxLength={200} />
            </Form.Item>
          ) : (
            doing !== 'disclose' && (
              <Form.Item
                name="text"
                label={t(doing === 'decide' ? 'all-cases.decide.reason' : 'report.what')}
                extra={doing === 'notice' ? t('all-cases.notice.hint') : undefined}
                rules={needed}
              >
                <Input.TextArea maxLength={5000} autoSize={{ minRows: 3, maxRows: 12 }} />
              </Form.Item>
            )
          )}
          {doing === 'notice' && (
            <Form.Item name="isTakenDown" valuePropName="checked">
              <Checkbox>{t('all-cases.notice.down')}</Checkbox>
            </Form.Item>
          )}
          {doing === 'decide' && about.teamId !== null && (
            <Form.Item name="isStrike" valuePropName="checked">
              <Checkbox>{t('all-cases.decide.strike')}</Checkbox>
            </Form.Item>
          )}
          {doing === 'disclose' && (
            <>
              <Form.Item name="ground" label={t('all-cases.disclose.ground')}>
                <Select options={grounds.map((value) => ({ value, label: t(`all-cases.ground.${value}`) }))} />
              </Form.Item>
              <Form.Item name="reference" label={t('all-cases.disclose.reference')} rules={needed}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="to" label={t('all-cases.disclose.to')} rules={needed}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="isSilent" valuePropName="checked">
                <Checkbox>{t('all-cases.disclose.silent')}</Checkbox>
              </Form.Item>
            </>
          )}
          {send.isError && <Alert type="error" showIcon title={errorText(send.error)} style={{ marginBlockEnd: 16 }} />}
          <Button type="primary" htmlType="submit" block loading={send.isPending}>
            {t(titles[doing])}
          </Button>
        </Form>
      )}
    </Modal>
  );
}

/** Does it. @returns the sender's name and contact, where that is what was asked for */
async function act(
  id: string,
  doing: CaseDoing,
  given: Fields,
  prove: ReturnType<typeof useProven>,
): Promise<Schemas['CaseIdentity'] | undefined> {
  const params = { path: { id } };
  const { text, isTakenDown, outcome, isStrike = false, ground, reference, to, isSilent } = given;
  const at = '/api/v1/operate/cases/{id}';
  switch (doing) {
    case 'link':
      await api().POST(`${at}/subject`, { params, body: { about: text } });
      return undefined;
    case 'ask':
      await api().POST(`${at}/questions`, { params, body: { text } });
      return undefined;
    case 'notice':
      await api().POST(`${at}/notices`, { params, body: { text, isTakenDown } });
      return undefined;
    case 'decide':
      await api().POST(`${at}/decision`, { params, body: { outcome, reason: text, isStrike } });
      return undefined;
    case 'disclose':
      return prove(() =>
        bodyOf(api().POST(`${at}/disclosures`, { params, body: { ground, reference, to, isSilent } })),
      );
  }
}
