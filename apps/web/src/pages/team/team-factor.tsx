import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from '../security/proof.tsx';
import { useAfter } from './use-after.ts';

type Team = Schemas['Team'];
const audiences = ['nobody', 'spenders', 'everybody'] as const satisfies readonly Team['factorFor'][];

/** Of which members a second factor is asked, and the way to set it. The service may ask more than the owner does. */
export function TeamFactor({ isOwner, team }: { isOwner: boolean; team: Team }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const least = audiences.indexOf(team.factorAtLeast);
  const holds = audiences[Math.max(audiences.indexOf(team.factorFor), least)] ?? team.factorFor;
  const stricter = audiences.slice(least);
  return (
    <ul className="settings">
      <li>
        <h2>{t('team.factor')}</h2>
        <p>
          {t(`team.factor.${holds}`)}
          {least > 0 && <span className="soft"> {t('team.factor.service')}</span>}
        </p>
        {isOwner && stricter.length > 1 ? (
          <Button onClick={() => setOpen(true)}>{t('security.change')}</Button>
        ) : (
          <span />
        )}
      </li>
      {isOpen && <SetTeamFactor factorFor={holds} choices={stricter} end={() => setOpen(false)} />}
    </ul>
  );
}

function SetTeamFactor({
  factorFor,
  choices,
  end,
}: {
  factorFor: Team['factorFor'];
  choices: readonly Team['factorFor'][];
  end: () => void;
}) {
  const { t } = useTranslation();
  const prove = useProven();
  const after = useAfter([]);
  const save = useMutation({
    mutationFn: (chosen: Team['factorFor']) =>
      prove(() => bodyOf(api().PATCH('/api/v1/team', { body: { factorFor: chosen } }))),
    onSuccess: async () => {
      end();
      await after.onSuccess();
    },
  });
  return (
    <Modal open title={t('team.factor')} footer={null} onCancel={end} width={460}>
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ chosen: factorFor }}
        onFinish={({ chosen }: { chosen: Team['factorFor'] }) => save.mutate(chosen)}
      >
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {t('team.factor.text')}
        </p>
        <Form.Item name="chosen">
          <Radio.Group
            vertical
            aria-label={t('team.factor')}
            options={choices.map((value) => ({ value, label: t(`team.factor.${value}`) }))}
          />
        </Form.Item>
        {save.isError && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  );
}
