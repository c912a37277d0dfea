import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, ColorPicker, Form, Input, InputNumber, Select, Slider, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { PageHead } from '../../shell/page-head.tsx';
import { useMaterials } from '../materials/use-materials.ts';
import { useMakeRecipe } from '../matrix/use-make-recipe.ts';
import { type BriefForm, batchOf, emptyForm, videosOf } from './brief-form.ts';
import { MaterialChoice } from './material-choice.tsx';
import './new-batch.css';

const formats = ['9x16', '3x4', '4x5', '1x1', '16x9'] as const;
const keptAs = 'clipo.brief';

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
  const templates = useQuery({
    queryKey: ['shipped-templates'],
    queryFn: () => bodyOf(api().GET('/api/v1/shipped-templates')),
  });
  const voices = useQuery({ queryKey: ['voices'], queryFn: () => bodyOf(api().GET('/api/v1/voices')) });
  const presenters = useQuery({ queryKey: ['presenters'], queryFn: () => bodyOf(api().GET('/api/v1/presenters')) });
  const start = useMutation({
    mutationFn: (filled: BriefForm) => bodyOf(api().POST('/api/v1/batches', { body: batchOf(filled, all) })),
    onSuccess: async ({ id }) => {
      sessionStorage.removeItem(keptAs);
      await queries.invalidateQueries({ queryKey: ['batches'] });
      await navigate({ to: '/batches/$id', params: { id } });
    },
  });
  const recipe = useMakeRecipe();
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <>
      <PageHead title={t('brief.title')} text={t('brief.text')} />
      <Form<BriefForm>
        form={form}
        layout="vertical"
        className="brief-form"
        initialValues={keptForm()}
        onValuesChange={(_, whole) => sessionStorage.setItem(keptAs, JSON.stringify(whole))}
        onFinish={(filled) => start.mutate(filled)}
        scrollToFirstError={{ behavior: 'smooth', block: 'center' }}
      >
        <div className="brief-parts">
          <section>
            <h2>{t('brief.product')}</h2>
            <div className="pair wide-first">
              <Form.Item name="name" label={t('brief.name')} rules={needed}>
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
            <Form.Item name="category" label={t('brief.category')}>
              <Input maxLength={100} placeholder={t('brief.category.example')} />
            </Form.Item>
            <Form.Item name="sellingPoints" label={t('brief.points')} extra={t('brief.points.hint')} rules={needed}>
              <Select
                mode="tags"
                open={false}
                suffixIcon={null}
                tokenSeparators={['\n']}
                placeholder={t('brief.points.example')}
              />
            </Form.Item>
            <div className="trio">
              <Form.Item
                name="price"
                label={t('brief.price')}
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
            <Form.Item name="materials" rules={needed}>
              <MaterialChoice materials={all} />
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
                  placeholder={t('brief.presenters.none')}
                  options={(presenters.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name[language] }))}
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
              <Form.Item name="brandName" label={t('brief.brand')}>
                <Input maxLength={60} />
              </Form.Item>
            </div>
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
              <Form.Item name="music" label={t('brief.music')} valuePropName="checked">
                <Switch />
              </Form.Item>
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
    </>
  );
}

function Facts() {
  const { t } = useTranslation();
  return (
    <Form.Item label={t('brief.facts')} extra={t('brief.facts.hint')}>
      <Form.List name="facts">
        {(fields, { add, remove }) => (
          <div className="facts-list">
            {fields.map((field) => (
              <div key={field.key} className="fact">
                <Form.Item name={[field.name, 'text']} noStyle rules={[{ required: true, message: t('form.needed') }]}>
                  <Input placeholder={t('brief.facts.text')} aria-label={t('brief.facts.text')} maxLength={200} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'source']}
                  noStyle
                  rules={[{ required: true, message: t('form.needed') }]}
                >
                  <Input placeholder={t('brief.facts.source')} aria-label={t('brief.facts.source')} maxLength={300} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={t('brief.facts.drop')}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ text: '', source: '' })}>
              {t('brief.facts.add')}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** What was typed before the page was left or opened anew. */
function keptForm(): Partial<BriefForm> {
  try {
    return { ...emptyForm, ...(JSON.parse(sessionStorage.getItem(keptAs) ?? '{}') as Partial<BriefForm>) };
  } catch {
    return emptyForm;
  }
}

function titleOf(template: { title?: unknown }, language: 'zh-CN' | 'en'): string | undefined {
  const { title } = template;
  return typeof title === 'object' && title !== null ? (title as Record<string, string>)[language] : undefined;
}
