import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Modal, Radio, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from '../security/proof.tsx';

export type Duty = Schemas['Me']['operatorRoles'][number];

/** What one person may be given: who reads the record of acts has no other duty. */
const choices = {
  system: ['system'],
  security: ['security'],
  both: ['system', 'security'],
  audit: ['audit'],
  none: [],
} as const satisfies Record<string, readonly Duty[]>;
type Choice = keyof typeof choices;

function choiceOf(duties: readonly Duty[]): Choice {
  const names = Object.keys(choices) as Choice[];
  return names.find((name) => choices[name].join() === duties.join()) ?? 'none';
}

/** The duties of an operator, one a mark. */
export function DutyTags({ duties }: { duties: readonly Duty[] }) {
  const { t } = useTranslation();
  return duties.map((duty) => (
    <Tag key={duty} color="blue">
      {t(`duty.${duty}`)}
    </Tag>
  ));
}

/** Gives a person duties, or takes them all away; they are signed out, and told. */
export function DutiesDialog({
  person: { userId, name, duties },
  end,
}: {
  person: { userId: string; name: string; duties: readonly Duty[] };
  end: () => void;
}) {
  const { t } = useTranslation();
  const prove = useProven();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Choice>(duties.length === 0 ? 'system' : choiceOf(duties));
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      prove(() =>
        bodyOf(
          api().PUT('/api/v1/people/{userId}/operator', {
            params: { path: { userId } },
            body: { roles: [...choices[chosen]], reason: reason.trim() },
          }),
        ),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['people'] });
      end();
    },
  });
  const shown = (Object.keys(choices) as Choice[]).filter((choice) => choice !== 'none' || duties.length > 0);
  return (
    <Modal open title={t('duty.of', { name })} footer={null} onCancel={end} width={480}>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('duty.text')}
      </p>
      <Radio.Group value={chosen} onChange={({ target }) => setChosen(target.value as Choice)}>
        <Space direction="vertical" size={12}>
          {shown.map((choice) => (
            <Radio key={choice} value={choice}>
              <strong>{t(`duty.choice.${choice}`)}</strong>
              <br />
              <span className="soft">{t(`duty.choice.${choice}.text`)}</span>
            </Radio>
          ))}
        </Space>
      </Radio.Group>
      <label htmlFor="duty-reason" style={{ display: 'grid', gap: 6, marginBlockStart: 20 }}>
        {t('duty.reason')}
        <Input.TextArea
          id="duty-reason"
          value={reason}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      {save.isError && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBlockStart: 16 }} />}
      <Button
        type="primary"
        block
        danger={chosen === 'none'}
        style={{ marginBlockStart: 20 }}
        loading={save.isPending}
        disabled={reason.trim().length < 3 || (choiceOf(duties) === chosen && duties.length > 0)}
        onClick={() => save.mutate()}
      >
        {t(chosen === 'none' ? 'people.operator.end' : 'duty.save')}
      </Button>
    </Modal>
  );
}
