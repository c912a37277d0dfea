import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Form, Input, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../../api/client.ts';
import { errorText } from '../../../api/error-text.ts';
import { Failed } from '../../../shell/failed.tsx';
import { type Draft, draftOf, emptyGroup, listsOf, ruleCategories, ruleLevels } from './draft-lists.ts';
import type { RuleSetSummary } from './rule-versions.tsx';

/** Writes the next version, beginning with the one in force. Another operator publishes it. */
export function DraftRules({ from, end }: { from: RuleSetSummary | undefined; end(): void }) {
  const { t } = useTranslation();
  const before = useQuery({
    queryKey: ['rules', 'one', from?.id],
    enabled: from !== undefined,
    queryFn: () => bodyOf(api().GET('/api/v1/safety/rules/{id}', { params: { path: { id: from?.id ?? '' } } })),
  });
  return (
    <Drawer open title={t('rules.draft')} onClose={end} size={720}>
      {from !== undefined && before.isPending && <Skeleton active />}
      {before.isError && <Failed error={before.error} again={() => void before.refetch()} />}
      {(from === undefined || before.data !== undefined) && <Filling before={before.data} end={end} />}
    </Drawer>
  );
}

function Filling({ before, end }: { before: Schemas['RuleSet'] | undefined; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (draft: Draft) =>
      bodyOf(api().POST('/api/v1/safety/rules', { body: { note: draft.note, lists: listsOf(draft, before?.lists) } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['rules'] });
      void message.success(t('rules.drafted.now'));
      end();
    },
  });
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Form<Draft>
      layout="vertical"
      initialValues={draftOf(before?.lists ?? [])}
      onFinish={(draft) => save.mutate(draft)}
    >
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('rules.draft.text')}
      </p>
      <Form.Item name="note" label={t('rules.note')} rules={[...needed, { min: 3, message: t('form.needed') }]}>
        <Input maxLength={300} placeholder={t('rules.note.example')} />
      </Form.Item>
      <Form.List name="groups">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="rule-group">
                <div className="pair">
                  <Form.Item
                    name={[name, 'rule']}
                    label={t('rules.rule')}
                    rules={[...needed, { pattern: /^[a-z]+(?:_[a-z]+)*$/, message: t('rules.rule.form') }]}
                  >
                    <Input placeholder="recalled_goods" maxLength={60} />
                  </Form.Item>
                  <Form.Item name={[name, 'category']} label={t('rules.category')} rules={needed}>
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      options={ruleCategories.map((value) => ({ value, label: t(`category.${value}`) }))}
                    />
                  </Form.Item>
                </div>
                <Form.Item name={[name, 'level']} label={t('rules.level')} rules={needed}>
                  <Select options={ruleLevels.map((value) => ({ value, label: t(`rules.level.${value}`) }))} />
                </Form.Item>
                <Form.Item name={[name, 'terms']} label={t('rules.words')} extra={t('rules.words.hint')} rules={needed}>
                  <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['\n', ',', '，', '、']} />
                </Form.Item>
                <div className="pair">
                  <Form.Item name={[name, 'whyZh']} label={t('rules.why.zh')} rules={needed}>
                    <Input maxLength={300} />
                  </Form.Item>
                  <Form.Item name={[name, 'whyEn']} label={t('rules.why.en')} rules={needed}>
                    <Input maxLength={300} />
                  </Form.Item>
                  <Form.Item name={[name, 'adviceZh']} label={t('rules.advice.zh')} rules={needed}>
                    <Input maxLength={300} />
                  </Form.Item>
                  <Form.Item name={[name, 'adviceEn']} label={t('rules.advice.en')} rules={needed}>
                    <Input maxLength={300} />
                  </Form.Item>
                </div>
                <Button size="small" onClick={() => remove(name)}>
                  {t('rules.group.drop')}
                </Button>
              </fieldset>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add(emptyGroup)} style={{ marginBlockEnd: 20 }}>
              {t('rules.group.add')}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="harmless" label={t('rules.harmless')} extra={t('rules.harmless.hint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['\n', ',', '，', '、']} />
      </Form.Item>
      {save.isError && (
        <Alert
          type="error"
          showIcon
          title={errorText(save.error)}
          style={{ marginBlockEnd: 16, whiteSpace: 'pre-wrap' }}
        />
      )}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('rules.draft.save')}
      </Button>
    </Form>
  );
}
