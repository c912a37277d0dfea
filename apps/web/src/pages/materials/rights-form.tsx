import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { MaterialView } from './use-materials.ts';

type Rights = Schemas['Rights'];
type Filled = Omit<Rights, 'term'> & { term?: Dayjs | null };

/** Whose materials are and what they may be used for: it travels with every video that shows them. One or many at a time. */
export function RightsForm({ materials, onSaved }: { materials: readonly MaterialView[]; onSaved(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [only] = materials;
  const isOne = materials.length === 1;
  const save = useMutation({
    mutationFn: async ({ term, ...form }: Filled) => {
      const words = Object.fromEntries(
        Object.entries(form).filter(([, text]) => typeof text === 'string' && text.trim() !== ''),
      ) as unknown as Rights;
      const rights = { ...words, ...(term != null && { term: term.format('YYYY-MM-DD') }) };
      for (const { id } of materials) {
        await bodyOf(api().PATCH('/api/v1/materials/{id}', { params: { path: { id } }, body: { rights } }));
      }
      return materials.length;
    },
    onSuccess: (count) => {
      void message.success(t('rights.saved', { count }));
      onSaved();
    },
    onError: (error) => message.error(errorText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['materials'] }),
  });
  const { term, ...words } = only?.rights ?? { scope: 'any' };
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Form<Filled>
      layout="vertical"
      initialValues={isOne ? { ...words, term: dayOf(term) } : { scope: 'any' }}
      onFinish={(rights) => save.mutate(rights)}
    >
      <Form.Item name="holder" label={t('rights.holder')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="licence" label={t('rights.licence')} extra={t('rights.licence.hint')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="scope" label={t('rights.scope')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="term" label={t('rights.term')} extra={t('rights.term.hint')}>
        <DatePicker style={{ inlineSize: '100%' }} />
      </Form.Item>
      <People />
      <Button type="primary" htmlType="submit" loading={save.isPending} block>
        {t('save')}
      </Button>
    </Form>
  );
}

/** Whom it shows, and what has to be told of them before it may be used. */
function People() {
  const { t } = useTranslation();
  const shows = Form.useWatch<Rights['shows']>('shows');
  const isOfMinors = shows === 'minors';
  const isOfPeople = isOfMinors || shows === 'adults';
  return (
    <>
      <Form.Item name="shows" label={t('rights.shows')}>
        <Select
          allowClear
          placeholder={t('rights.shows.unsaid')}
          options={(['nobody', 'adults', 'minors'] as const).map((value) => ({
            value,
            label: t(`rights.shows.${value}`),
          }))}
        />
      </Form.Item>
      {shows !== 'nobody' && (
        <Form.Item
          name="people"
          label={t('rights.people')}
          extra={t('rights.people.hint')}
          rules={[{ required: isOfPeople, message: t('form.needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
      {isOfMinors && (
        <Form.Item
          name="guardian"
          label={t('rights.guardian')}
          extra={t('rights.guardian.hint')}
          rules={[{ required: true, message: t('form.needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  );
}

/** A term that is a day; one in other words stays as it was until a day is chosen. */
function dayOf(term: string | undefined): Dayjs | undefined {
  return term !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(term) ? dayjs(term) : undefined;
}
