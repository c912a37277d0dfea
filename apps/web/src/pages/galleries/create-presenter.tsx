import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Modal, Radio, Skeleton, Steps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Uploads } from '../materials/uploads.tsx';
import { Camera } from './camera.tsx';
import { FaceCheck } from './face-check.tsx';
import { FilmCamera, type FilmedPerson } from './film-camera.tsx';
import { ownPresentersKey } from './use-own-presenters.ts';

const purposes = ['render', 'advertise', 'outside_engine', 'cross_border'] as const;

/** The picture or film; one of the browser's camera comes with the proof that the person knew. */
type PersonMaterial = Pick<FilmedPerson, 'id' | 'name'> & Partial<FilmedPerson>;

interface ConsentForm {
  name: string;
  isAdult: boolean;
  guardian?: string;
  relation?: string;
  purposes: (typeof purposes)[number][];
  places: string;
  months: number;
  agrees: boolean;
}

/** From a picture or footage to a presenter: the file, then the person's own consent, and no way round it. */
export function CreatePresenter({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const [material, setMaterial] = useState<PersonMaterial>();
  const [done, setDone] = useState<string>();
  const step = done !== undefined ? 2 : material !== undefined ? 1 : 0;
  const reset = () => {
    setMaterial(undefined);
    setDone(undefined);
  };
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      afterClose={reset}
      destroyOnHidden
      footer={null}
      width={640}
      title={t('presenters.create')}
    >
      <Steps
        size="small"
        current={step}
        style={{ marginBlock: '8px 24px' }}
        items={[
          { title: t('presenters.step.file') },
          { title: t('presenters.step.consent') },
          { title: t('presenters.step.done') },
        ]}
      />
      {step === 0 && (
        <div style={{ display: 'grid', gap: 16 }}>
          <p className="soft">{t('presenters.file.hint')}</p>
          <Uploads onMaterial={(id, { name }) => setMaterial({ id, name })} />
          <Camera onMaterial={(id, name) => setMaterial({ id, name })} />
          <FilmCamera onFilmed={setMaterial} />
        </div>
      )}
      {step === 1 && material !== undefined && (
        <FaceCheck materialId={material.id} onOther={() => setMaterial(undefined)}>
          <Consent material={material} onDone={setDone} />
        </FaceCheck>
      )}
      {done !== undefined && <Alert type="success" showIcon title={t('presenters.done', { name: done })} />}
    </Modal>
  );
}

function Consent({ material, onDone }: { material: PersonMaterial; onDone(person: string): void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const [form] = Form.useForm<ConsentForm>();
  // Nobody is taken for an adult unasked: no machine can tell it from a picture.
  const isAdult = Form.useWatch('isAdult', form) as boolean | undefined;
  const needed = [{ required: true, message: t('form.needed') }];
  const text = useQuery({
    queryKey: ['consent-text', language],
    queryFn: () => bodyOf(api().GET('/api/v1/consent-text', { params: { query: { language } } })),
  });
  const record = useMutation({
    mutationFn: ({
      name,
      isAdult: adult,
      guardian = '',
      relation = '',
      purposes: wanted,
      places,
      months,
    }: ConsentForm) =>
      bodyOf(
        api().POST('/api/v1/materials/{id}/consents', {
          params: { path: { id: material.id } },
          body: {
            person: { name, isAdult: adult },
            ...(!adult && { guardian: { name: guardian, relation } }),
            purposes: wanted,
            places,
            months,
            agreedTo: text.data?.version ?? '',
            language,
            ...(material.challengeProof !== undefined && { challengeProof: material.challengeProof }),
          },
        }),
      ),
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: ownPresentersKey });
      onDone(name);
    },
  });
  if (text.data === undefined) {
    return text.isError ? <Alert type="error" title={errorText(text.error)} /> : <Skeleton active />;
  }
  return (
    <Form<ConsentForm>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ purposes: ['render', 'advertise'], places: 'online', months: 12 }}
      onFinish={(values) => record.mutate(values)}
    >
      <p style={{ marginBlockEnd: 12 }}>{t('presenters.file.ready', { name: material.name })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="consent-text" tabIndex={0}>
        {text.data.text}
      </pre>
      <Form.Item name="name" label={t('presenters.person')} rules={needed}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="isAdult"
        label={t('presenters.age')}
        rules={needed}
        extra={isAdult === false ? t('presenters.minor.hint') : undefined}
      >
        <Radio.Group
          options={[
            { value: true, label: t('presenters.adult') },
            { value: false, label: t('presenters.minor') },
          ]}
        />
      </Form.Item>
      {isAdult === false && (
        <div className="pair">
          <Form.Item name="guardian" label={t('presenters.guardian')} rules={needed}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name="relation" label={t('presenters.relation')} rules={needed}>
            <Input maxLength={100} placeholder={t('presenters.relation.example')} />
          </Form.Item>
        </div>
      )}
      <Form.Item
        name="purposes"
        label={t('presenters.purposes')}
        rules={[
          {
            // Not as "required": a group of boxes may not be called so to who does not see it.
            validator: async (_, chosen: readonly string[]) =>
              chosen.length > 0 ? undefined : Promise.reject(new Error(t('form.needed'))),
          },
        ]}
      >
        <Checkbox.Group
          options={purposes.map((value) => ({ value, label: t(`presenters.purpose.${value}`) }))}
          style={{ display: 'grid', gap: 8 }}
        />
      </Form.Item>
      <div className="pair">
        <Form.Item name="places" label={t('presenters.places')} rules={needed}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="months" label={t('presenters.months')} rules={needed}>
          <InputNumber min={1} max={60} precision={0} style={{ inlineSize: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item
        name="agrees"
        valuePropName="checked"
        rules={[
          {
            validator: async (_, agrees) => (agrees === true ? undefined : Promise.reject(new Error(t('form.needed')))),
          },
        ]}
      >
        <Checkbox>{t('presenters.agree')}</Checkbox>
      </Form.Item>
      {record.isError && <Alert type="error" showIcon title={errorText(record.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" htmlType="submit" loading={record.isPending} block>
        {t('presenters.record')}
      </Button>
    </Form>
  );
}
