import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, bodyOf } from '../api/client.ts';

const ask = (texts: string[], skus: string[]) => bodyOf(api().POST('/api/v1/checks', { body: { texts, skus } }));
export type Checked = Awaited<ReturnType<typeof ask>>['findings'][number];

const checkAfterMs = 450;
const none: readonly Checked[] = [];

/**
 * What may not, or not without more, stand in some texts, once nobody has typed for a while. It costs nothing.
 * @param skus products that the texts speak of: what is proven of them is told
 */
export function useChecks(texts: readonly string[], skus: readonly string[]): readonly Checked[] {
  const wanted = JSON.stringify([texts, skus]);
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), checkAfterMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const isEmpty = texts.every((text) => text.trim() === '');
  const { data } = useQuery({
    queryKey: ['checks', settled],
    enabled: settled === wanted && !isEmpty,
    queryFn: () => {
      const [asked, of] = JSON.parse(settled) as [string[], string[]];
      return ask(asked, of);
    },
    staleTime: 60_000,
  });
  // What was found in other words than these says nothing of them.
  return settled === wanted && !isEmpty ? (data?.findings ?? none) : none;
}
