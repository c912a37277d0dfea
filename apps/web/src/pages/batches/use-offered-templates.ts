import { templateNames } from '@clipo/contract';
import { useQuery } from '@tanstack/react-query';
import type { FormInstance } from 'antd';
import { useEffect } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import type { BriefForm } from './brief-form.ts';

/** The templates that may be chosen. One that was withdrawn since the brief was kept gives way to the first that there is. */
export function useOfferedTemplates(form: FormInstance<BriefForm>) {
  const templates = useQuery({
    queryKey: ['shipped-templates'],
    queryFn: () => bodyOf(api().GET('/api/v1/shipped-templates')),
  });
  const offered = templates.data?.items;
  useEffect(() => {
    const chosen: unknown = form.getFieldValue('template');
    const [first] = offered ?? [];
    const isGone = templateNames.some((name) => name === chosen) && !offered?.some(({ name }) => name === chosen);
    if (first !== undefined && isGone) {
      form.setFieldValue('template', first.name);
    }
  }, [form, offered]);
  return templates;
}
