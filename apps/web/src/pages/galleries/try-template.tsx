import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, ColorPicker, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BriefForm, emptyForm, keepForm, keptForm } from '../batches/brief-form.ts';
import { useMaterials } from '../materials/use-materials.ts';
import { LookStrip } from './look-strip.tsx';
import { useLook } from './use-look.ts';

/** So many of the newest materials are shown where the brief has chosen none. */
const fewMaterials = 4;

interface Wanted {
  name: string;
  points: string[];
  brandName?: string;
  first?: string;
  second?: string;
}

/** A template seen with the team's own brand, words and materials before it is used. */
export function TryTemplate({
  template,
  onClose,
}: {
  template: { name: string; title: string } | undefined;
  onClose(): void;
}) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Wanted>();
  const list = useMaterials({}, 60);
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = all.filter(({ kind }) => kind === 'image' || kind === 'video');
  const look = useLook(all);
  const kept = keptForm();
  const whole = ({ name, points, brandName, first, second }: Wanted): BriefForm => ({
    ...(emptyForm as BriefForm),
    ...kept,
    name,
    sellingPoints: points,
    ...(brandName && { brandName, brandColors: [first, second].filter((color) => color !== undefined) }),
    template: template?.name ?? 'clear',
    languages: [i18n.language === 'en' ? 'en' : 'zh-CN'],
    materials: kept.materials?.length ? kept.materials : shown.slice(0, fewMaterials).map(({ id }) => id),
  });
  const end = () => {
    look.reset();
    onClose();
  };
  const color = (picked: { toHexString(): string }) => picked.toHexString().slice(0, 7).toUpperCase();
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Modal
      open={template !== undefined}
      title={t('templates.try.title', { title: template?.title ?? '' })}
      width={760}
      onCancel={end}
      destroyOnHidden
      footer={
        <>
          <Button
            onClick={() => {
              keepForm({ ...kept, ...whole(form.getFieldsValue(true)), materials: kept.materials ?? [] });
              void navigate({ to: '/batches/new' });
            }}
          >
            {t('templates.use')}
          </Button>
          <Button
            type="primary"
            loading={look.isPending}
            disabled={shown.length === 0}
            onClick={() =>
              void form.validateFields().then(
                (wanted) => look.mutate(whole(wanted)),
                () => undefined,
              )
            }
          >
            {t('templates.draw')}
          </Button>
        </>
      }
    >
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('templates.try.text')}
      </p>
      {list.isSuccess && shown.length === 0 && (
        <Alert
          type="info"
          title={t('templates.try.none')}
          action={<Link to="/materials">{t('nav.materials')}</Link>}
          style={{ marginBlockEnd: 16 }}
        />
      )}
      <Form<Wanted>
        form={form}
        layout="vertical"
        initialValues={{
          name: kept.name ?? '',
          points: kept.sellingPoints ?? [],
          brandName: kept.brandName,
          first: kept.brandColors?.[0] ?? '#1F6F78',
          second: kept.brandColors?.[1] ?? '#F2B134',
        }}
      >
        <div className="pair">
          <Form.Item name="name" label={t('brief.name')} rules={needed}>
            <Input maxLength={120} placeholder={t('brief.name.example')} />
          </Form.Item>
          <Form.Item name="brandName" label={t('brief.brand')}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
        <Form.Item name="points" label={t('brief.points')} extra={t('brief.points.hint')} rules={needed}>
          <Select mode="tags" open={false} suffixIcon={null} placeholder={t('brief.points.example')} />
        </Form.Item>
        <Form.Item label={t('brief.colors')}>
          <span className="colors">
            <Form.Item name="first" noStyle getValueFromEvent={color}>
              <ColorPicker disabledAlpha format="hex" />
            </Form.Item>
            <Form.Item name="second" noStyle getValueFromEvent={color}>
              <ColorPicker disabledAlpha format="hex" />
            </Form.Item>
          </span>
        </Form.Item>
      </Form>
      <LookStrip looks={look.data} isPending={look.isPending} error={look.error} />
    </Modal>
  );
}
