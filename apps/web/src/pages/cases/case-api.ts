import { openClient } from '@clipo/client/open-client';
import i18next from 'i18next';
import { bodyOf, type Schemas } from '../../api/client.ts';

export type SentCase = Schemas['SentCase'];

/** What the holder of a case's secret link may ask. The secret goes in a header: no log has it. */
export function caseApi(secret: string) {
  const client = openClient({ url: location.origin, language: i18next.language });
  const headers = { 'x-clipo-case': secret };
  const mine = '/api/v1/cases/mine';
  return {
    view: () => bodyOf(client.GET(mine, { headers })),
    say: (body: { text: string; isSuit: boolean }) => bodyOf(client.POST(`${mine}/messages`, { headers, body })),
    code: () => bodyOf(client.POST(`${mine}/code`, { headers })),
    confirm: (code: string) => bodyOf(client.POST(`${mine}/confirmation`, { headers, body: { code } })),
    withdraw: () => bodyOf(client.POST(`${mine}/withdrawal`, { headers })),
    prove: (file: File) =>
      bodyOf(
        client.POST(`${mine}/files`, {
          params: { query: { name: file.name } },
          headers: { ...headers, 'content-type': 'application/octet-stream' },
          body: file as unknown as string,
          bodySerializer: (body) => body,
        }),
      ),
  };
}
