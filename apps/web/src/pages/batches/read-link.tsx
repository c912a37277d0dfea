import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, type FormInstance, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import type { BriefForm } from './brief-form.ts';

type Facts = Schemas['ProductPageFacts'];
/** Fields of the form that a page may fill in, in the order in which they are told. */
const filled = { name: 'brief.name', category: 'brief.category', price: 'brief.price', brand: 'brief.brand' } as const;
const mostPictures = 8;

/** Where a field's value came from, as long as nobody changed it. */
export type Sources = Partial<Record<keyof BriefForm, Schemas['PageValue']>>;

/** Reads a shop's page into the form. What could not be read is typed by hand. */
export function ReadLink({ form, onSources }: { form: FormInstance<BriefForm>; onSources(sources: Sources): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [facts, setFacts] = useState<Facts>();
  const read = useMutation({
    mutationFn: (url: string) => bodyOf(api().POST('/api/v1/products/read-page', { body: { url } })),
    onMutate: () => setFacts(undefined),
    onSuccess: (found) => {
      setFacts(found);
      const { values, sources } = valuesOf(found);
      form.setFieldsValue(values);
      onSources(sources);
    },
  });
  const take = useMutation({
    mutationFn: async (urls: readonly string[]) => {
      const made = await Promise.allSettled(
        urls.map((url) => bodyOf(api().POST('/api/v1/materials/import', { body: { url } }))),
      );
      const ids = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
      const failed = made.find((one) => one.status === 'rejected');
      if (ids.length === 0 && failed !== undefined) {
        throw failed.reason;
      }
      return ids;
    },
    onSuccess: async (ids) => {
      await queries.invalidateQueries({ queryKey: ['materials'] });
      const before = (form.getFieldValue('materials') as string[] | undefined) ?? [];
      form.setFieldsValue({ materials: [...new Set([...before, ...ids])] });
      void message.success(t('brief.link.pictures.done', { count: ids.length }));
    },
    onError: (error) => message.error(errorText(error)),
  });
  const pictures = facts?.images.slice(0, mostPictures).map(({ text }) => text) ?? [];
  const start = () => {
    const url = ((form.getFieldValue('link') as string | undefined) ?? '').trim();
    if (url !== '') {
      read.mutate(url);
    }
  };
  return (
    <div className="read-link">
      <Form.Item
        name="link"
        label={t('brief.link')}
        rules={[{ pattern: /^https?:\/\/\S+$/, message: t('model.url.rule') }]}
      >
        <Input.Search
          inputMode="url"
          maxLength={2000}
          placeholder={t('brief.link.example')}
          enterButton={t('brief.link.read')}
          loading={read.isPending}
          onSearch={start}
        />
      </Form.Item>
      {read.isError && (
        <Alert type="warning" showIcon title={t('brief.link.blocked')} description={errorText(read.error)} />
      )}
      {facts !== undefined && (
        <Alert
          type="success"
          showIcon
          title={t('brief.link.done', {
            host: new URL(facts.url).host,
            fields: (Object.keys(filled) as (keyof typeof filled)[])
              .filter((field) => facts[field] !== undefined)
              .map((field) => t(filled[field]))
              .join(t('talk.value.and')),
          })}
          description={
            <>
              {facts.description !== undefined && (
                <details>
                  <summary>{t('brief.link.description')}</summary>
                  <p>{facts.description.text}</p>
                </details>
              )}
              {pictures.length > 0 && (
                <p>
                  {t('brief.link.pictures', { count: pictures.length })}{' '}
                  <Button size="small" loading={take.isPending} onClick={() => take.mutate(pictures)}>
                    {t('brief.link.pictures.take')}
                  </Button>
                </p>
              )}
            </>
          }
        />
      )}
    </div>
  );
}

/** What of a page goes into the form, and where it came from. */
function valuesOf({ name, category, brand, sku, price, currency, url }: Facts): {
  values: Partial<BriefForm>;
  sources: Sources;
} {
  const amount = /\d[\d.,]*/.exec(price?.text ?? '')?.[0].replace(/,(?=\d{3}\b)/g, '');
  const id = sku?.text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 64);
  const code = currency?.text.trim().toUpperCase();
  const isPrice = amount !== undefined && /^\d{1,9}(\.\d{1,4})?$/.test(amount);
  return {
    values: {
      link: url,
      ...(name !== undefined && { name: name.text.slice(0, 120) }),
      ...(category !== undefined && { category: category.text.slice(0, 100) }),
      ...(brand !== undefined && { brandName: brand.text.slice(0, 60) }),
      ...(id !== undefined && /^[\p{L}\p{N}]/u.test(id) && { sku: id }),
      ...(isPrice && { price: amount }),
      ...(code !== undefined && /^[A-Z]{3}$/.test(code) && { currency: code }),
    },
    sources: {
      ...(name !== undefined && { name }),
      ...(category !== undefined && { category }),
      ...(brand !== undefined && { brandName: brand }),
      ...(isPrice && price !== undefined && { price }),
    },
  };
}
