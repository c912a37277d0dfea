import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';

export type LegalText = Schemas['LegalText'];

const agreements = { queryKey: ['agreements'], queryFn: () => bodyOf(api().GET('/api/v1/agreements')) };

/** The texts in force and those announced, in the page's language. */
export function useTexts() {
  const { i18n } = useTranslation();
  return useQuery({
    ...agreements,
    select: ({ items }): LegalText[] => items.filter(({ language }) => language === i18n.language),
  });
}

/** The versions that a tick stands for. */
export function useVersions() {
  return useQuery({
    ...agreements,
    select: ({ items }): Schemas['AcceptedTexts'] => {
      const versionOf = (kind: LegalText['kind']) =>
        items.find((text) => text.kind === kind && text.state === 'in-force')?.version ?? '';
      return { agreement: versionOf('agreement'), privacy: versionOf('privacy') };
    },
  });
}

/** Who runs the service, as they state it. */
export function useOperator() {
  return useQuery({
    ...agreements,
    select: ({ company, contact, certificates }) => ({ company, contact, certificates }),
  });
}
