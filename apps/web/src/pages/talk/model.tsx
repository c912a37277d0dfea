import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useKeyOfTab } from '../../api/session.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { modelKey, useModel } from './use-model.ts';
import './model.css';

type TeamModel = Schemas['TeamModel'];

/** Who leads conversations, and the team's own model. */
export function Model() {
  const { t } = useTranslation();
  const model = useModel();
  return (
    <>
      <PageHead title={t('nav.model')} text={t('model.text')} />
      {model.isPending && <Skeleton active />}
      {model.isError && <Failed error={model.error} again={() => void model.refetch()} />}
      {model.data !== undefined && <Settings key={`${model.data.baseUrl} ${model.data.name}`} model={model.data} />}
    </>
  );
}

function Settings({ model }: { model: TeamModel }) {
  const { t } = useTranslation();
  const key = useKeyOfTab();
  const me = useMe();
  const isOwner = key !== undefined || me.data?.team?.role === 'owner';
  const { source, name } = model;
  return (
    <div className="model-page">
      <section className="model-now">
        <h2>{t('model.now')}</h2>
        <p>
          <b>{source === 'none' ? t('model.now.none') : t(`model.now.${source}`, { name })}</b>
        </p>
        {source !== 'none' && !model.isAllowed && (
          <Alert
            type="warning"
            showIcon
            title={t('model.not-allowed')}
            action={
              <LinkButton size="small" to="/privacy">
                {t('model.allow')}
              </LinkButton>
            }
          />
        )}
      </section>
      <section>
        <h2>{t('model.own')}</h2>
        <p className="soft">{t('model.own.text')}</p>
        {isOwner ? <OwnModel model={model} /> : <p>{t('model.owner-only')}</p>}
      </section>
    </div>
  );
}

interface ModelForm {
  baseUrl: string;
  name: string;
  key?: string;
  forgetsKey?: boolean;
  currency: string;
  priceIn?: number | null;
  priceOut?: number | null;
}

function OwnModel({ model }: { model: TeamModel }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<ModelForm>();
  const [tried, setTried] = useState<Schemas['ModelTrialResult']>();
  const isTeams = model.source === 'team';
  const needed = { required: true, message: t('form.needed') };
  const save = useMutation({
    mutationFn: (values: ModelForm) => bodyOf(api().PUT('/api/v1/team-model', { body: modelOf(values) })),
    onSuccess: (saved) => {
      queries.setQueryData(modelKey, saved);
      void message.success(t('saved'));
    },
  });
  const remove = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/team-model')),
    onSuccess: () => queries.invalidateQueries({ queryKey: modelKey }),
    onError: (error) => message.error(errorText(error)),
  });
  const attempt = useMutation({
    mutationFn: async () => {
      const { baseUrl, name, key } = await form.validateFields(['baseUrl', 'name', 'key']);
      return bodyOf(api().POST('/api/v1/team-model/try', { body: { baseUrl, name, ...(key && { key }) } }));
    },
    onMutate: () => setTried(undefined),
    onSuccess: setTried,
    onError: (error) => {
      // What is wrong with a field stands at the field already.
      if (error instanceof Error) {
        void message.error(errorText(error));
      }
    },
  });
  return (
    <Form<ModelForm>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        baseUrl: model.baseUrl ?? '',
        name: isTeams ? model.name : '',
        currency: model.price?.currency ?? 'CNY',
        priceIn: model.price === null ? null : model.price.in / 100,
        priceOut: model.price === null ? null : model.price.out / 100,
      }}
      onFinish={(values) => save.mutate(values)}
      onValuesChange={() => setTried(undefined)}
    >
      <Form.Item
        name="baseUrl"
        label={t('model.url')}
        rules={[needed, { pattern: /^https?:\/\/\S+$/, message: t('model.url.rule') }]}
      >
        <Input inputMode="url" autoComplete="off" placeholder={t('model.url.example')} maxLength={500} />
      </Form.Item>
      <Form.Item name="name" label={t('model.name')} rules={[needed]}>
        <Input autoComplete="off" placeholder="deepseek-chat" maxLength={200} />
      </Form.Item>
      <Form.Item name="key" label={t('model.key')}>
        <Input.Password
          autoComplete="new-password"
          maxLength={500}
          placeholder={model.hasKey ? t('model.key.kept') : t('model.key.none')}
        />
      </Form.Item>
      {model.hasKey && (
        <Form.Item name="forgetsKey" valuePropName="checked">
          <Checkbox>{t('model.key.forget')}</Checkbox>
        </Form.Item>
      )}
      <Form.Item label={t('model.price')} extra={t('model.price.hint')}>
        <div className="model-price">
          <Form.Item name="currency" noStyle rules={[{ pattern: /^[A-Z]{3}$/, message: t('brief.currency.rule') }]}>
            <Input aria-label={t('brief.currency')} maxLength={3} />
          </Form.Item>
          <Form.Item name="priceIn" noStyle>
            <InputNumber
              min={0}
              max={1_000_000}
              precision={2}
              prefix={t('model.price.in')}
              aria-label={t('model.price.in')}
            />
          </Form.Item>
          <Form.Item name="priceOut" noStyle>
            <InputNumber
              min={0}
              max={1_000_000}
              precision={2}
              prefix={t('model.price.out')}
              aria-label={t('model.price.out')}
            />
          </Form.Item>
        </div>
      </Form.Item>
      {tried !== undefined && (
        <Alert
          style={{ marginBlockEnd: 16 }}
          type={tried.isReached ? 'success' : 'error'}
          showIcon
          title={
            tried.isReached
              ? t('model.try.good', { seconds: (tried.ms / 1000).toFixed(1) })
              : t('model.try.bad', { problem: tried.problem ?? '' })
          }
        />
      )}
      {save.isError && <Alert style={{ marginBlockEnd: 16 }} type="error" showIcon title={errorText(save.error)} />}
      <div className="model-acts">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        <Button loading={attempt.isPending} onClick={() => attempt.mutate()}>
          {t('model.try')}
        </Button>
        {isTeams && (
          <Popconfirm
            title={t('model.remove.sure')}
            okText={t('model.remove')}
            cancelText={t('cancel')}
            onConfirm={() => remove.mutate()}
          >
            <Button danger type="text">
              {t('model.remove')}
            </Button>
          </Popconfirm>
        )}
      </div>
    </Form>
  );
}

/** Prices are kept in hundredths; both, or none. */
function modelOf(values: ModelForm): Schemas['NewTeamModel'] {
  const { baseUrl, name, key, forgetsKey, currency, priceIn, priceOut } = values;
  return {
    baseUrl,
    name,
    ...(key ? { key } : forgetsKey === true ? { key: null } : {}),
    ...(priceIn != null &&
      priceOut != null && { price: { currency, in: Math.round(priceIn * 100), out: Math.round(priceOut * 100) } }),
  };
}
