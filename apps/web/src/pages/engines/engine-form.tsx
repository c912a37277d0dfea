import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { EngineNeeds } from './engine-needs.tsx';
import { type Engine, type EngineKind, enginesKey } from './use-engines.ts';

interface EngineValues {
  kind: EngineKind;
  name: string;
  model: 'videoretalk' | 'liveportrait';
  baseUrl?: string;
  key?: string;
  token?: string;
  price?: number | null;
  isAbroad?: boolean;
}

/** What is known of an engine before it is added. */
const kinds: Readonly<
  Record<EngineKind, { recipient: string; isAbroad: boolean; animates: readonly string[]; currency: string }>
> = {
  heygen: { recipient: 'api.heygen.com', isAbroad: true, animates: ['avatar', 'portrait'], currency: 'USD' },
  aliyun: { recipient: 'dashscope.aliyuncs.com', isAbroad: false, animates: ['portrait'], currency: 'CNY' },
  tencent: { recipient: 'gw.tvs.qq.com', isAbroad: false, animates: ['avatar'], currency: 'CNY' },
  duix: { recipient: 'duix', isAbroad: false, animates: ['footage'], currency: 'CNY' },
  clipo: { recipient: '', isAbroad: false, animates: ['avatar', 'portrait', 'footage'], currency: 'CNY' },
};
const offered: readonly EngineKind[] = ['tencent', 'aliyun', 'heygen', 'duix', 'clipo'];

/** Adds an engine, or changes one. Keys go one way: they are never shown again. */
export function EngineForm({ engine, onClose }: { engine: Engine | undefined; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<EngineValues>();
  const initial = initialOf(engine, t('engines.kind.tencent'));
  // Before its fields are there, the form holds nothing.
  const values: EngineValues = { ...initial, ...(Form.useWatch([], form) as Partial<EngineValues> | undefined) };
  const { kind, baseUrl } = values;
  const known = kinds[kind];
  const isAbroad = kind === 'clipo' ? values.isAbroad === true : known.isAbroad;
  const recipient = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl).host : known.recipient;
  const needed = { required: true, message: t('form.needed') };
  const save = useMutation({
    mutationFn: (given: EngineValues) => {
      const body = bodyFor(given);
      return engine === undefined
        ? bodyOf(api().POST('/api/v1/presenter-engines', { body }))
        : bodyOf(api().PUT('/api/v1/presenter-engines/{id}', { params: { path: { id: engine.id } }, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: enginesKey });
      void message.success(t('saved'));
      onClose();
    },
  });
  const hasKey = engine?.hasKey === true && engine.kind === kind;
  const keyHint = hasKey ? t('engines.key.kept') : t('engines.key.none');
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      width={640}
      title={t(engine === undefined ? 'engines.add' : 'engines.change')}
    >
      <Form<EngineValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(given) => save.mutate(given)}
        onValuesChange={(changed: Partial<EngineValues>) => {
          const isOwnName = offered.some((each) => form.getFieldValue('name') === t(`engines.kind.${each}`));
          if (changed.kind !== undefined && isOwnName) {
            form.setFieldValue('name', t(`engines.kind.${changed.kind}`));
          }
        }}
      >
        <Form.Item name="kind" label={t('engines.kind')}>
          <Radio.Group disabled={engine !== undefined} className="engine-kinds">
            {offered.map((each) => (
              <Radio key={each} value={each}>
                <b>{t(`engines.kind.${each}`)}</b>
                <span>{t(`engines.kind.${each}.text`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item name="name" label={t('engines.name')} rules={[needed]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        {kind === 'aliyun' && (
          <Form.Item name="model" label={t('engines.model')}>
            <Radio.Group
              style={{ display: 'grid', gap: 8 }}
              options={(['liveportrait', 'videoretalk'] as const).map((value) => ({
                value,
                label: t(`engines.model.${value}`),
              }))}
            />
          </Form.Item>
        )}
        {kind !== 'duix' && (
          <Form.Item
            name="key"
            label={t(kind === 'tencent' ? 'engines.key.tencent' : 'engines.key')}
            rules={hasKey || kind === 'clipo' ? [] : [needed]}
          >
            <Input.Password autoComplete="new-password" maxLength={2000} placeholder={keyHint} />
          </Form.Item>
        )}
        {kind === 'tencent' && (
          <Form.Item name="token" label={t('engines.token')} rules={hasKey ? [] : [needed]}>
            <Input.Password autoComplete="new-password" maxLength={2000} placeholder={keyHint} />
          </Form.Item>
        )}
        {kind !== 'duix' && (
          <Form.Item
            name="baseUrl"
            label={t('engines.url')}
            rules={[
              { pattern: /^https?:\/\/\S+$/, message: t('engines.url.rule') },
              ...(kind === 'clipo' ? [needed] : []),
            ]}
          >
            <Input
              inputMode="url"
              autoComplete="off"
              maxLength={500}
              placeholder={kind === 'clipo' ? 'https://engine.example.com' : t('engines.url.own')}
            />
          </Form.Item>
        )}
        {kind === 'clipo' && (
          <Form.Item name="isAbroad" valuePropName="checked">
            <Checkbox>{t('engines.abroad')}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="price" label={t('engines.price')} extra={t('engines.price.hint')}>
          <InputNumber min={0} max={1000} step={0.01} prefix={known.currency} style={{ inlineSize: 200 }} />
        </Form.Item>
        <EngineNeeds
          recipient={recipient === '' ? t('engines.kind.clipo') : recipient}
          isAbroad={isAbroad}
          animates={known.animates}
        />
        {save.isError && <Alert style={{ marginBlockEnd: 16 }} type="error" showIcon title={errorText(save.error)} />}
        <Button type="primary" htmlType="submit" loading={save.isPending} block>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  );
}

function initialOf(engine: Engine | undefined, name: string): EngineValues {
  if (engine === undefined) {
    return { kind: 'tencent', name, model: 'liveportrait' };
  }
  const { baseUrl, model, isAbroad, centsPerSecond } = engine.engine as {
    baseUrl?: string;
    model?: EngineValues['model'];
    isAbroad?: boolean;
    centsPerSecond?: number;
  };
  return {
    kind: engine.kind,
    name: engine.name,
    model: model ?? 'liveportrait',
    ...(baseUrl !== undefined && { baseUrl }),
    ...(isAbroad !== undefined && { isAbroad }),
    price: centsPerSecond === undefined ? null : centsPerSecond / 100,
  };
}

function bodyFor({
  kind,
  name,
  model,
  baseUrl,
  key,
  token,
  price,
  isAbroad,
}: EngineValues): Schemas['NewPresenterEngine'] {
  const cost = price == null ? {} : { centsPerSecond: Math.round(price * 10_000) / 100 };
  const at = baseUrl === undefined || baseUrl === '' ? {} : { baseUrl };
  const secrets = { ...(key && { key }), ...(kind === 'tencent' && token && { token }) };
  switch (kind) {
    case 'clipo':
      return { name, engine: { kind, baseUrl: baseUrl ?? '', isAbroad: isAbroad === true, ...cost }, ...secrets };
    case 'aliyun':
      return { name, engine: { kind, model, ...at, ...cost }, ...secrets };
    case 'duix':
      return { name, engine: { kind, ...cost } };
    case 'heygen':
    case 'tencent':
      return { name, engine: { kind, ...at, ...cost }, ...secrets };
  }
}
