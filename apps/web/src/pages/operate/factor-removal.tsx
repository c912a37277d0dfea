import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from '../security/proof.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

type Person = Schemas['PersonForOperators'];
type Check = NonNullable<Person['factorRemoval']>['identityCheck'];
const checks: readonly Check[] = ['document', 'video-call', 'enterprise-papers', 'in-person'];

/** Of somebody who lost their second factor: what waits, who looked at it, and how it is confirmed or taken back. */
export function FactorWaits({ person, again }: { person: Person; again: () => void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const path = { userId: person.userId };
  const after = {
    onSuccess: () => {
      void message.success(t('saved'));
      again();
    },
    onError: (error: unknown) => void message.error(errorText(error)),
  };
  const confirm = useMutation({
    mutationFn: () => prove(() => bodyOf(api().PUT('/api/v1/people/{userId}/factor-removal', { params: { path } }))),
    ...after,
  });
  const [isCancelling, setCancelling] = useState(false);
  const waits = person.factorRemoval;
  if (waits === null) {
    return null;
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={t('people.factor.waits', { at: when.format(new Date(waits.dueAt)) })}
      description={
        <>
          <p>
            {t(`people.check.${waits.identityCheck}`)} · {waits.note}
          </p>
          <div className="doing" style={{ marginBlockStart: 12 }}>
            {!waits.isMine && !waits.isConfirmed && (
              <Button type="primary" onClick={() => confirm.mutate()} loading={confirm.isPending}>
                {t('people.factor.confirm')}
              </Button>
            )}
            <Button onClick={() => setCancelling(true)}>{t('people.factor.cancel')}</Button>
          </div>
          {isCancelling && (
            <ReasonDialog
              title={t('people.factor.cancel')}
              act={t('people.factor.cancel')}
              onDo={(reason) =>
                prove(() =>
                  bodyOf(
                    api().DELETE('/api/v1/people/{userId}/factor-removal', { params: { path }, body: { reason } }),
                  ),
                )
              }
              done={after.onSuccess}
              end={() => setCancelling(false)}
            />
          )}
        </>
      }
    />
  );
}

/** Has a lost second factor taken away: what was checked is written down first. */
export function RemoveFactor({ person, again }: { person: Person; again: () => void }) {
  const { t } = useTranslation();
  const prove = useProven();
  const [isOpen, setOpen] = useState(false);
  const ask = useMutation({
    mutationFn: (body: { identityCheck: Check; note: string }) =>
      prove(() =>
        bodyOf(
          api().POST('/api/v1/people/{userId}/factor-removal', { params: { path: { userId: person.userId } }, body }),
        ),
      ),
    onSuccess: () => {
      setOpen(false);
      again();
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={!person.hasSecondFactor || person.factorRemoval !== null}>
        {t('people.factor.remove')}
      </Button>
      <Modal
        open={isOpen}
        title={t('people.factor.remove')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={480}
        destroyOnHidden
      >
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {t('people.factor.text')}
        </p>
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={(filled: { identityCheck: Check; note: string }) => ask.mutate(filled)}
        >
          <Form.Item
            name="identityCheck"
            label={t('people.factor.how')}
            rules={[{ required: true, message: t('form.needed') }]}
          >
            <Select options={checks.map((value) => ({ value, label: t(`people.check.${value}`) }))} />
          </Form.Item>
          <Form.Item
            name="note"
            label={t('people.factor.note')}
            rules={[{ required: true, min: 5, whitespace: true, message: t('form.needed') }]}
          >
            <Input.TextArea maxLength={1000} showCount autoSize={{ minRows: 3, maxRows: 8 }} />
          </Form.Item>
          {ask.isError && <Alert type="error" showIcon title={errorText(ask.error)} style={{ marginBlockEnd: 16 }} />}
          <Button type="primary" danger size="large" block htmlType="submit" loading={ask.isPending}>
            {t('people.factor.ask')}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
