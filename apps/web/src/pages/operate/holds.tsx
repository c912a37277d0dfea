import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing } from '../../shell/page-head.tsx';
import { useProven } from '../security/proof.tsx';
import { calledBy } from '../team/use-after.ts';
import { DecisionDialog } from './decision-dialog.tsx';

type Hold = Schemas['LegalHold'];
const grounds = ['court', 'authority', 'dispute', 'investigation'] as const satisfies readonly Hold['ground'][];

/** Legal holds that stand: who sees to them places one, another lifts it. */
export function Holds() {
  const { t, i18n } = useTranslation();
  const mayAct = useDuty('security');
  const queries = useQueryClient();
  const prove = useProven();
  const [isNew, setNew] = useState(false);
  const [lifted, setLifted] = useState<string>();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const list = useQuery({
    queryKey: ['operate', 'holds'],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/holds')),
  });
  const lift = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      prove(() =>
        bodyOf(
          api().POST('/api/v1/operate/holds/{id}/lifting', {
            params: { path: { id: lifted ?? '' } },
            body: { reason },
          }),
        ),
      ),
    onSuccess: async () => {
      setLifted(undefined);
      await queries.invalidateQueries({ queryKey: ['operate', 'holds'] });
    },
  });
  return (
    <>
      <h2 className="part-title">{t('retention.holds')}</h2>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <Nothing title={t('retention.holds.none')} text={t('retention.holds.none.text')} />
      )}
      <ul className="kept-list" hidden={(list.data?.items ?? []).length === 0}>
        {(list.data?.items ?? []).map((hold) => (
          <li key={hold.id}>
            <span>
              <strong>{calledBy(hold)}</strong>
              <br />
              <small className="mono soft">{hold.userId}</small>
            </span>
            <span>
              {t(`retention.ground.${hold.ground}`)} · {hold.reference}
              <br />
              <span className="soft">
                {t('retention.placed', { when: when.format(new Date(hold.placedAt)), by: hold.placedBy })}
              </span>
              {hold.sealed > 0 && <p>{t('retention.sealed', { count: hold.sealed })}</p>}
              {hold.note !== '' && <p>{hold.note}</p>}
            </span>
            {mayAct && (
              <Button size="small" disabled={hold.isMine} onClick={() => setLifted(hold.id)}>
                {t(hold.isMine ? 'retention.lift.mine' : 'retention.lift')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayAct && (
        <Button style={{ marginBlock: '16px 32px' }} onClick={() => setNew(true)}>
          {t('retention.hold')}
        </Button>
      )}
      {isNew && <NewHold end={() => setNew(false)} />}
      {lifted !== undefined && (
        <DecisionDialog
          title={t('retention.lift')}
          hint={t('retention.silent')}
          error={lift.error}
          isBusy={lift.isPending}
          onDecide={(filled) => lift.mutate(filled)}
          end={() => setLifted(undefined)}
        />
      )}
    </>
  );
}

function NewHold({ end }: { end: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const prove = useProven();
  const place = useMutation({
    mutationFn: (body: Schemas['NewLegalHold']) =>
      prove(() => bodyOf(api().POST('/api/v1/operate/holds', { body: { ...body, note: body.note ?? '' } }))),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate', 'holds'] });
      end();
    },
  });
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Modal open title={t('retention.hold')} footer={null} onCancel={end} width={460}>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('retention.silent')}
      </p>
      <Form<Schemas['NewLegalHold']>
        layout="vertical"
        requiredMark={false}
        initialValues={{ ground: 'court' }}
        onFinish={(filled) => place.mutate(filled)}
      >
        <Form.Item name="userId" label={t('retention.user')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="ground" label={t('retention.ground')} rules={needed}>
          <Select options={grounds.map((value) => ({ value, label: t(`retention.ground.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reference" label={t('retention.reference')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="note" label={t('retention.note')}>
          <Input.TextArea maxLength={1000} rows={3} />
        </Form.Item>
        {place.isError && <Alert type="error" showIcon title={errorText(place.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={place.isPending}>
          {t('retention.hold')}
        </Button>
      </Form>
    </Modal>
  );
}
