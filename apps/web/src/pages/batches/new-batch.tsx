import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, ColorPicker, Form, Input, InputNumber, Select, Slider, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { OutsideCosts } from '../engines/outside-costs.tsx';
import { useOutsidePresenters } from '../engines/use-engines.ts';
import { LookStrip } from '../galleries/look-strip.tsx';
import { useLook } from '../galleries/use-look.ts';
import { usableOf, useOwnPresenters } from '../galleries/use-own-presenters.ts';
import { useMaterials } from '../materials/use-materials.ts';
import { useMakeRecipe } from '../matrix/use-make-recipe.ts';
import { BriefFindings } from './brief-findings.tsx';
import {
  type BriefForm,
  batchOf,
  emptyForm,
  keepForm,
  keptForm,
  labelStyles,
  type TableProduct,
  videosOf,
} from './brief-form.ts';
import { Facts } from './facts.tsx';
import { ImportTable, nameOf } from './import-table.tsx';
import { MaterialChoice } from './material-choice.tsx';
import { NamedParts } from './named-parts.tsx';
import { ReadLink, type Sources } from './read-link.tsx';
import { TemplateSlots } from './template-slots.tsx';
import { useOfferedTemplates } from './use-offered-templates.ts';
import './new-batch.css';

const formats = ['9x16', '3x4', '4x5', '1x1', '16x9'] as const;

/** A brief by form: what is advertised, of what materials, how many videos; what it makes is counted as it is filled in. */
export function NewBatch() {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<BriefForm>();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const materials = useMaterials();
  const all = materials.data?.pages.flatMap(({ items }) => items) ?? [];
  const values = Form.useWatch([], form) ?? emptyForm;
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const templates = useOfferedTemplates(form);
  const voices = useQuery({ queryKey: ['voices'], queryFn: () => bodyOf(api().GET('/api/v1/voices')) });
  const presenters = useQuery({ queryKey: ['presenters'], queryFn: () => bodyOf(api().GET('/api/v1/presenters')) });
  const own = usableOf(useOwnPresenters().data?.items ?? []);
  const outside = useOutsidePresenters().data?.items ?? [];
  const template = templates.data?.items.find(({ name }) => name === values.template)?.data;
  const start = useMutation({
    mutationFn: (filled: BriefForm) => bodyOf(api().POST('/api/v1/batches', { body: batchOf(filled, all) })),
    onSuccess: async ({ id }) => {
      keepForm(undefined);
      await queries.invalidateQueries({ queryKey: ['batches'] });
      await navigate({ to: '/batches/$id', params: { id } });
    },
  });
  const recipe = useMakeRecipe();
  const look = useLook(all);
  const needed = [{ required: true, message: t('form.needed') }];
  const [sources, setSources] = useState<Sources>({});
  const [isImporting, setImporting] = useState(false);
  const products = values.products ?? [];
  const sourceOf = (field: keyof Sources) => {
    const source = sources[field];
    return source !== undefined && String(values[field] ?? '') !== '' ? t(`brief.source.${source.source}`) : undefined;
  };
  const keep = (whole: Partial<BriefForm>) => keepForm({ ...whole, products });
  const setProducts = (chosen: TableProduct[]) => {
    form.setFieldsValue({ products: chosen });
    keepForm({ ...form.getFieldsValue(true), products: chosen });
  };
  return (
    <>
      <PageHead title={t('brief.title')} text={t('brief.text')} />
      <Form<BriefForm>
        form={form}
        layout="vertical"
        className="brief-form"
        initialValues={keptForm()}
        onValuesChange={(changed, whole) => {
          keep(whole);
          setSources((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in changed))));
        }}
        onFinish={(filled) => start.mutate({ ...filled, products })}
        scrollToFirstError={{ behavior: 'smooth', block: 'center' }}
      >
        <div className="brief-parts">
          <section>
            <header className="brief-quick">
              <h2>{t('brief.product')}</h2>
              <Button size="small" onClick={() => setImporting(true)}>
                {t('table.open')}
              </Button>
            </header>
            <Form.Item name="products" hidden>
              <Unseen />
            </Form.Item>
            {products.length > 0 && (
              <Alert
                type="info"
                title={t('table.chosen', { count: products.length })}
                description={
                  <>
                    <p>{t('table.chosen.text')}</p>
                    <p>{products.map((item) => nameOf(item, i18n.language)).join(t('talk.value.and'))}</p>
                  </>
                }
                action={
                  <Button size="small" onClick={() => setProducts([])}>
                    {t('table.chosen.drop')}
                  </Button>
                }
              />
            )}
          </section>
          <section hidden={products.length > 0}>
            <ReadLink form={form} onSources={setSources} />
            <div className="pair wide-first">
              <Form.Item
                name="name"
                label={t('brief.name')}
                rules={products.length > 0 ? [] : needed}
                extra={sourceOf('name')}
              >
                <Input maxLength={120} placeholder={t('brief.name.example')} />
              </Form.Item>
              <Form.Item
                name="sku"
                label={t('brief.sku')}
                rules={[{ pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u, message: t('brief.sku.rule') }]}
              >
                <Input maxLength={64} placeholder="TB500" />
              </Form.Item>
            </div>
            <Form.Item name="category" label={t('brief.category')} extra={sourceOf('category')}>
              <Input maxLength={100} placeholder={t('brief.category.example')} />
            </Form.Item>
            <Form.Item
              name="sellingPoints"
              label={t('brief.points')}
              extra={`${t('brief.points.hint')} · ${t('brief.points.no-source')}`}
              rules={products.length > 0 ? [] : needed}
            >
              <Select
                mode="tags"
                open={false}
                suffixIcon={null}
                tokenSeparators={['\n']}
                placeholder={t('brief.points.example')}
              />
            </Form.Item>
            <BriefFindings values={values} onRewrite={(changed) => form.setFieldsValue(changed)} />
            <div className="trio">
              <Form.Item
                name="price"
                label={t('brief.price')}
                extra={sourceOf('price')}
                rules={[{ pattern: /^\d{1,9}(\.\d{1,4})?$/, message: t('brief.price.rule') }]}
              >
                <Input inputMode="decimal" placeholder="89.00" />
              </Form.Item>
              <Form.Item
                name="original"
                label={t('brief.original')}
                rules={[{ pattern: /^\d{1,9}(\.\d{1,4})?$/, message: t('brief.price.rule') }]}
              >
                <Input inputMode="decimal" placeholder="129.00" />
              </Form.Item>
              <Form.Item
                name="currency"
                label={t('brief.currency')}
                rules={[{ pattern: /^[A-Z]{3}$/, message: t('brief.currency.rule') }]}
              >
                <Input maxLength={3} />
              </Form.Item>
            </div>
            {values.original !== undefined && values.original !== '' && (
              <Form.Item name="originalProof" label={t('brief.proof')} extra={t('brief.proof.hint')}>
                <Input maxLength={300} />
              </Form.Item>
            )}
            <Facts />
          </section>
          <section>
            <h2>{t('brief.materials')}</h2>
            <Form.Item
              name="materials"
              rules={products.every(({ materialIds }) => materialIds.length > 0) && products.length > 0 ? [] : needed}
            >
              <MaterialChoice materials={all} />
            </Form.Item>
            <Form.Item name="parts" noStyle>
              <NamedParts materials={all.filter(({ id }) => values.materials?.includes(id))} />
            </Form.Item>
          </section>
          <section>
            <h2>{t('brief.look')}</h2>
            <div className="pair">
              <Form.Item name="template" label={t('brief.template')}>
                <Select
                  options={(templates.data?.items ?? []).map(({ name, data }) => ({
                    value: name,
                    label: titleOf(data, language) ?? name,
                  }))}
                />
              </Form.Item>
              <Form.Item name="presenters" label={t('brief.presenters')}>
                <Select
                  mode="multiple"
                  allowClear
                  optionFilterProp="label"
                  placeholder={t('brief.presenters.none')}
                  options={[
                    ...(presenters.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name[language] })),
                    ...own.map(({ file, name }) => ({ value: file, label: name })),
                    ...outside.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                />
              </Form.Item>
              <Form.Item name="voice" label={t('brief.voice')}>
                <Select
                  options={[
                    { value: 'default', label: t('brief.voice.default') },
                    ...(voices.data?.items ?? [])
                      .filter(({ needs }) => needs === undefined)
                      .map(({ id, name }) => ({ value: id, label: name[language] })),
                  ]}
                />
              </Form.Item>
              <Form.Item name="brandName" label={t('brief.brand')} extra={sourceOf('brandName')}>
                <Input maxLength={60} />
              </Form.Item>
            </div>
            <TemplateSlots properties={template?.slots.properties ?? {}} />
            <div className="pair">
              <Form.Item label={t('brief.colors')}>
                <Form.List name="brandColors">
                  {(fields, { add, remove }) => (
                    <span className="colors">
                      {fields.map((field) => (
                        <span key={field.key}>
                          <Form.Item
                            name={field.name}
                            noStyle
                            getValueFromEvent={(color: { toHexString(): string }) =>
                              color.toHexString().slice(0, 7).toUpperCase()
                            }
                          >
                            <ColorPicker disabledAlpha format="hex" />
                          </Form.Item>
                          <Button
                            type="text"
                            size="small"
                            icon={<MinusCircleOutlined />}
                            aria-label={t('brief.colors.drop')}
                            onClick={() => remove(field.name)}
                          />
                        </span>
                      ))}
                      {fields.length < 2 && (
                        <Button
                          icon={<PlusOutlined />}
                          onClick={() => add(fields.length === 0 ? '#1F6F78' : '#F2B134')}
                        >
                          {t('brief.colors.add')}
                        </Button>
                      )}
                    </span>
                  )}
                </Form.List>
              </Form.Item>
              <Form.Item name="brandLabel" label={t('brief.label-style')}>
                <Select options={labelStyles.map((value) => ({ value, label: t(`brief.label-style.${value}`) }))} />
              </Form.Item>
            </div>
            <Form.Item name="music" label={t('brief.music')} valuePropName="checked">
              <Switch />
            </Form.Item>
            <div className="brief-look">
              <Button
                loading={look.isPending}
                onClick={() =>
                  void form.validateFields(['name', 'sellingPoints', 'materials', 'price']).then(
                    () => look.mutate(form.getFieldsValue(true)),
                    () => undefined,
                  )
                }
              >
                {t('templates.draw')}
              </Button>
              <LookStrip looks={look.data} isPending={look.isPending} error={look.error} />
            </div>
          </section>
          <section>
            <h2>{t('brief.words')}</h2>
            <div className="pair">
              <Form.Item name="audience" label={t('brief.audience')}>
                <Input maxLength={300} placeholder={t('brief.audience.example')} />
              </Form.Item>
              <Form.Item name="tone" label={t('brief.tone')}>
                <Input maxLength={300} placeholder={t('brief.tone.example')} />
              </Form.Item>
              <Form.Item name="mustSay" label={t('brief.must-say')}>
                <Select mode="tags" open={false} suffixIcon={null} />
              </Form.Item>
              <Form.Item name="mustNotSay" label={t('brief.must-not-say')}>
                <Select mode="tags" open={false} suffixIcon={null} />
              </Form.Item>
            </div>
          </section>
        </div>
        <aside className="brief-sum">
          <h2>{t('brief.how-many')}</h2>
          <Form.Item name="count" label={t('brief.count')} rules={needed}>
            <InputNumber min={1} max={1000} style={{ inlineSize: '100%' }} />
          </Form.Item>
          <Form.Item name="languages" label={t('brief.languages')} rules={needed}>
            <Select
              mode="multiple"
              options={[
                { value: 'zh-CN', label: '简体中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Form.Item>
          <Form.Item name="formats" label={t('brief.formats')} rules={needed}>
            <Select mode="multiple" options={formats.map((value) => ({ value, label: value.replace('x', ':') }))} />
          </Form.Item>
          <Form.Item name="durationSeconds" label={t('brief.length', { seconds: values.durationSeconds ?? 15 })}>
            <Slider
              min={6}
              max={60}
              ariaLabelForHandle={t('brief.length', { seconds: values.durationSeconds ?? 15 })}
            />
          </Form.Item>
          <Form.Item name="isDraft" label={t('brief.draft')} valuePropName="checked" extra={t('brief.draft.hint')}>
            <Switch />
          </Form.Item>
          <p className="sum" aria-live="polite">
            <b>{videosOf(values)}</b> {t('brief.sum')}
          </p>
          <OutsideCosts
            presenters={values.presenters ?? []}
            languages={values.languages ?? []}
            count={values.count ?? 0}
            durationSeconds={values.durationSeconds ?? 15}
            products={Math.max(1, products.length)}
          />
          {start.isError && (
            <Alert
              type="error"
              showIcon
              title={errorText(start.error)}
              style={{ marginBlockEnd: 14, whiteSpace: 'pre-wrap' }}
            />
          )}
          <Button type="primary" size="large" htmlType="submit" block loading={start.isPending}>
            {t('brief.start')}
          </Button>
          <Button
            block
            style={{ marginBlockStart: 10 }}
            loading={recipe.isPending}
            onClick={() =>
              void form.validateFields().then(
                (filled) => recipe.mutate({ name: filled.name, batch: batchOf(filled, all) }),
                ({ errorFields }) => form.scrollToField(errorFields[0]?.name, { behavior: 'smooth', block: 'center' }),
              )
            }
          >
            {t('brief.matrix')}
          </Button>
          <p className="soft ai">{t('brief.label-note')}</p>
        </aside>
      </Form>
      <ImportTable isOpen={isImporting} onClose={() => setImporting(false)} onUse={setProducts} />
    </>
  );
}

/** What a form keeps without a field of its own. */
function Unseen() {
  return null;
}

function titleOf(template: { title?: unknown }, language: 'zh-CN' | 'en'): string | undefined {
  const { title } = template;
  return typeof title === 'object' && title !== null ? (title as Record<string, string>)[language] : undefined;
}
