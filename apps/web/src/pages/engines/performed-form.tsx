import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { usableOf, useOwnPresenters } from '../galleries/use-own-presenters.ts';
import { type Engine, type OutsidePresenter, outsidePresentersKey } from './use-engines.ts';

interface PerformedValues {
  name: string;
  source: 'avatar' | 'material';
  avatar?: string;
  materialId?: string;
  voice?: string | null;
  most?: number | null;
  mostBatch?: number | null;
  minutes: number;
  standIn: string;
}

/** Adds somebody whom an engine performs, or changes them. */
export function PerformedForm({
  engine,
  presenter,
  onClose,
}: {
  engine: Engine;
  presenter: OutsidePresenter | undefined;
  onClose(): void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<PerformedValues>();
  const drawn = useQuery({ queryKey: ['presenters'], queryFn: () => bodyOf(api().GET('/api/v1/presenters')) });
  const voices = useQuery({ queryKey: ['voices'], queryFn: () => bodyOf(api().GET('/api/v1/voices')) });
  const consents = useOwnPresenters().data?.items ?? [];
  const lent = consents.filter(
    ({ terms }) =>
      terms.purposes.includes('outside_engine') && (!engine.isAbroad || terms.purposes.includes('cross_border')),
  );
  const people = usableOf(lent);
  const hasAvatars = engine.animates.includes('avatar');
  const hasFaces = engine.animates.some((kind) => kind !== 'avatar');
  const initial = initialOf(presenter, hasAvatars);
  const source = Form.useWatch('source', form) ?? initial.source;
  const needed = { required: true, message: t('form.needed') };
  const save = useMutation({
    mutationFn: (values: PerformedValues) => {
      const body = { ...bodyFor(engine.id, values), motion: presenter?.motion ?? ('normal' as const) };
      return presenter === undefined
        ? bodyOf(api().POST('/api/v1/outside-presenters', { body }))
        : bodyOf(api().PUT('/api/v1/outside-presenters/{id}', { params: { path: { id: presenter.id } }, body }));
    },
    onSuccess: async ({ name }) => {
      await queries.invalidateQueries({ queryKey: outsidePresentersKey });
      void message.success(t('engines.person.ready', { name }), 6);
      onClose();
    },
  });
  const money = (label: string, name: 'most' | 'mostBatch') => (
    <Form.Item name={name} label={label}>
      <InputNumber
        min={0}
        max={1_000_000}
        precision={2}
        prefix={engine.currency}
        placeholder={t('engines.person.most.none')}
        style={{ inlineSize: '100%' }}
      />
    </Form.Item>
  );
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      title={t(presenter === undefined ? 'engines.people.add' : 'engines.people.change')}
    >
      <Form<PerformedValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="name" label={t('engines.person.name')} rules={[needed]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="source" label={t('engines.person.source')} hidden={!(hasAvatars && hasFaces)}>
          <Radio.Group
            options={(['avatar', 'material'] as const).map((value) => ({
              value,
              label: t(`engines.person.source.${value}`),
            }))}
          />
        </Form.Item>
        {source === 'avatar' ? (
          <Form.Item
            name="avatar"
            label={t('engines.person.avatar')}
            extra={t('engines.person.avatar.hint')}
            rules={[needed]}
          >
            <Input maxLength={200} autoComplete="off" className="mono" />
          </Form.Item>
        ) : (
          <Form.Item
            name="materialId"
            label={t('engines.person.material')}
            rules={[needed]}
            extra={people.length === 0 ? t('engines.person.material.none') : undefined}
          >
            <Select options={people.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        <Form.Item name="voice" label={t('engines.person.voice')}>
          <Select
            options={[
              { value: null, label: t('engines.person.voice.default') },
              ...(voices.data?.items ?? [])
                .filter(({ needs }) => needs === undefined)
                .map(({ id, name }) => ({ value: id, label: name[language] })),
            ]}
          />
        </Form.Item>
        <div className="pair">
          {money(t('engines.person.most'), 'most')}
          {money(t('engines.person.most-batch'), 'mostBatch')}
          <Form.Item name="minutes" label={t('engines.person.deadline')} rules={[needed]}>
            <InputNumber min={1} max={50} precision={0} style={{ inlineSize: '100%' }} />
          </Form.Item>
          <Form.Item name="standIn" label={t('engines.person.stand-in')}>
            <Select options={(drawn.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name[language] }))} />
          </Form.Item>
        </div>
        {save.isError && <Alert style={{ marginBlockEnd: 16 }} type="error" showIcon title={errorText(save.error)} />}
        <Button type="primary" htmlType="submit" loading={save.isPending} block>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  );
}

function initialOf(presenter: OutsidePresenter | undefined, hasAvatars: boolean): PerformedValues {
  if (presenter === undefined) {
    return { name: '', source: hasAvatars ? 'avatar' : 'material', voice: null, minutes: 15, standIn: 'lin' };
  }
  const { name, avatar, materialId, voice, mostCents, mostBatchCents, deadlineSeconds, standIn } = presenter;
  return {
    ...{ name, source: materialId === null ? 'avatar' : 'material', voice, standIn },
    ...(avatar !== null && { avatar }),
    ...(materialId !== null && { materialId }),
    most: mostCents === null ? null : mostCents / 100,
    mostBatch: mostBatchCents === null ? null : mostBatchCents / 100,
    minutes: Math.max(1, Math.round(deadlineSeconds / 60)),
  };
}

function bodyFor(
  engineId: string,
  { name, source, avatar, materialId, voice, most, mostBatch, minutes, standIn }: PerformedValues,
): Omit<Schemas['NewOutsidePresenter'], 'motion'> {
  const cents = (value: number | null | undefined) => (value == null ? null : Math.round(value * 100));
  return {
    ...{ name, engineId, standIn, deadlineSeconds: minutes * 60 },
    ...(source === 'avatar' ? { avatar: avatar ?? '' } : { materialId: materialId ?? '' }),
    ...(voice != null && { voice }),
    mostCents: cents(most),
    mostBatchCents: cents(mostBatch),
  };
}
