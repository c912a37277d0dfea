import { openClient } from '@clipo/client/open-client';
import i18next from 'i18next';
import { bodyOf, type Schemas } from '../../api/client.ts';

export type SharedView = Schemas['Shared'];

/** What the holder of a link may ask. The secret goes in a header: no log has it. */
export function sharedApi(secret: string) {
  const client = openClient({ url: location.origin, language: i18next.language });
  const headers = { 'x-clipo-share': secret };
  return {
    view: () => bodyOf(client.GET('/api/v1/shared', { headers })),
    comments: (video: string) => bodyOf(client.POST('/api/v1/shared/comments/list', { headers, body: { video } })),
    comment: (body: Schemas['NewSharedComment']) => bodyOf(client.POST('/api/v1/shared/comments', { headers, body })),
    decide: (body: Schemas['NewSharedDecision']) => bodyOf(client.POST('/api/v1/shared/decisions', { headers, body })),
  };
}
