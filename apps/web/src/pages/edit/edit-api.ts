import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { keyOfTab } from '../../api/session.ts';

export type Desk = Schemas['EditDesk'];
export type EditEstimate = Schemas['EditEstimate'];

/** What the service wants to be told of who asks, where that is a key of the tab. */
export function ownHeaders(): Record<string, string> {
  const key = keyOfTab();
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

export async function fetchBlob(path: string, signal?: AbortSignal): Promise<Blob> {
  const answer = await fetch(path, { headers: ownHeaders(), ...(signal && { signal }) });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.blob();
}

export const openDesk = (id: string) => bodyOf(api().GET('/api/v1/videos/{id}/edit', { params: { path: { id } } }));

export const estimateEdit = (id: string, videos: string[]) =>
  bodyOf(api().POST('/api/v1/videos/{id}/edit/estimate', { params: { path: { id } }, body: { videos } }));

export const renderEdit = (id: string, videos: string[], credits: number) =>
  bodyOf(api().POST('/api/v1/videos/{id}/edit/render', { params: { path: { id } }, body: { videos, credits } }));

export const speakLine = (id: string, line: string, text: string, voice: string | undefined) =>
  bodyOf(
    api().POST('/api/v1/videos/{id}/edit/lines', {
      params: { path: { id } },
      body: { line, text, ...(voice === undefined ? {} : { voice }) },
    }),
  );

export const versionsOf = (id: string) =>
  bodyOf(api().GET('/api/v1/videos/{id}/edit/versions', { params: { path: { id } } }));

/** Sends an update of the shared document. */
export const sendUpdate = (id: string, update: Uint8Array) =>
  bodyOf(
    api().POST('/api/v1/videos/{id}/edit/updates', { params: { path: { id } }, body: { update: toBase64(update) } }),
  );

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
