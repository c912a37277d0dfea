import { useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../api/client.ts';

export type PersonConsent = Schemas['PersonConsent'];
export const ownPresentersKey = ['person-consents'] as const;

/** People of the team's own materials with what they agreed to, newest first. */
export function useOwnPresenters() {
  return useQuery({
    queryKey: ownPresentersKey,
    queryFn: () => bodyOf(api().GET('/api/v1/person-consents')),
    staleTime: 30_000,
  });
}

/** Those that may be used today: one for each material, by the file name under which a brief names them. */
export function usableOf(consents: readonly PersonConsent[]): { id: string; name: string; file: string }[] {
  const known = new Map<string, { id: string; name: string; file: string }>();
  for (const { materialId, holds, terms } of consents) {
    if (holds && !known.has(materialId)) {
      const file = terms.files[0]?.name ?? terms.kind;
      known.set(materialId, { id: materialId, name: terms.person.name, file: `${materialId}/${file}` });
    }
  }
  return [...known.values()];
}
