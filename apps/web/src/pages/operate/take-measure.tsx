import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from '../security/proof.tsx';

type Wish = Schemas['NewMeasure'];
const kinds = ['demand', 'warning', 'limit', 'suspension', 'termination', 'freeze'] as const;
const reasons = ['breach', 'abnormal', 'complaint', 'order', 'law'] as const;
const functions = ['create', 'publish', 'upload', 'api', 'invite'] as const;
const things = ['material', 'video', 'product', 'script', 'template'] as const;

interface Filled extends Pick<Wish, 'userId' | 'kind' | 'reason' | 'statement' | 'ground'> {
  functions?: Wish['functions'];
  days?: number | null;
  thingKind?: (typeof things)[number];
  thingId?: string;
}

/** A measure against a person: it holds at once, and they are told by every channel. */
export function TakeMeasure({ end }: { end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const [form] = Form.useForm<Filled>();
  const kind = Form.useWatch('kind', form);
  const take = useMutation({
    mutationFn: ({ thingKind, thingId, days, functions: limited, ...said }: Filled) => {
      const body: Wish = {
        ...said,
        ...(said.kind === 'limit' && limited !== undefined && { functions: limited }),
        ...(days != null && { days }),
        ...(thingKind !== undefined && thingId && { thing: { kind: thingKind, id: thingId.trim() } }),
      };
      return prove(() => bodyOf(api().POST('/api/v1/measures', { body })));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate'] });
      void message.success(t('ladder.new.done'));
      end();
    },
  });
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Modal open title={t('ladder.new')} footer={null} onCancel={end} width={560} destroyOnHidden>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'warning', reason: 'breach' }}
        onFinish={(filled) => take.mutate(filled)}
      >
        <Form.Item name="userId" label={t('ladder.new.user')} rules={needed}>
          <Input className="mono" />
        </Form.Item>
        <Form.Item name="kind" label={t('ladder.new.kind')} rules={needed}>
          <Select options={kinds.map((value) => ({ value, label: t(`measure.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reason" label={t('ladder.new.reason')} rules={needed}>
          <Select options={reasons.map((value) => ({ value, label: t(`measure.reason.${value}`) }))} />
        </Form.Item>
        {kind === 'limit' && (
          <Form.Item name="functions" label={t('ladder.new.functions')} rules={needed}>
            <Checkbox.Group options={functions.map((value) => ({ value, label: t(`measure.function.${value}`) }))} />
          </Form.Item>
        )}
        {(kind === 'limit' || kind === 'suspension') && (
          <Form.Item name="days" label={t('ladder.new.days')}>
            <InputNumber min={1} max={3650} precision={0} style={{ inlineSize: '100%' }} />
          </Form.Item>
        )}
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 2fr', gap: 12 }}>
          <Form.Item name="thingKind" label={t('ladder.new.thing')} rules={kind === 'warning' ? needed : []}>
            <Select allowClear options={things.map((value) => ({ value, label: t(`measure.thing.${value}`) }))} />
          </Form.Item>
          <Form.Item name="thingId" label={t('ladder.new.thing.id')} rules={kind === 'warning' ? needed : []}>
            <Input className="mono" />
          </Form.Item>
        </div>
        <Form.Item name="statement" label={t('ladder.note.person')} rules={needed}>
          <Input.TextArea maxLength={2000} showCount autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="ground" label={t('ladder.new.ground')} rules={needed}>
          <Input maxLength={300} />
        </Form.Item>
        {take.isError && <Alert type="error" showIcon title={errorText(take.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" danger size="large" block htmlType="submit" loading={take.isPending}>
          {t('ladder.new')}
        </Button>
      </Form>
    </Modal>
  );
}
