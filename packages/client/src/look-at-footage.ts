import type { components } from './generated/api.ts';
import { authorization, type ClientOptions, problemOf } from './open-client.ts';
import { readEvents } from './read-events.ts';

/** What is told of a film of a person while it is taken in; shares are 0 … 1, the turn is in degrees. */
export type FootageLookEvent =
  | { type: 'progress'; share: number; faceLost: number; mouthOpen: number; mostYaw: number }
  /** Frames seen until now, as a JPEG in base64. */
  | { type: 'sheet'; jpeg: string }
  | {
      type: 'look';
      isFit: boolean;
      faults: components['schemas']['FaceCheck']['faults'];
      /** Null where the film is refused. */
      seen: {
        seconds: number;
        backdrop: 'green' | 'clear' | 'other';
        faceLost: number;
        mouthOpen: number;
        mostYaw: number;
        jump: number;
        loopSeconds: number;
      } | null;
    }
  | { type: 'problem'; code: string };

/**
 * Has a film of a person taken in, and follows what is seen of it. Aborting stops it; a line that breaks off ends it without
 * `look`.
 * @throws ClipoError as the service refuses
 */
export async function* lookAtFootage(
  { url, key, language = 'en' }: ClientOptions,
  materialId: string,
  signal: AbortSignal,
): AsyncIterable<FootageLookEvent> {
  const response = await fetch(
    `${url.replace(/\/+$/, '')}/api/v1/materials/${encodeURIComponent(materialId)}/footage-look`,
    {
      method: 'POST',
      headers: { ...authorization(key), 'accept-language': language, 'content-type': 'application/json' },
      signal,
    },
  );
  if (!response.ok) {
    throw await problemOf(response);
  }
  for await (const { event, data } of readEvents(response)) {
    const said = JSON.parse(data) as string | object;
    yield (typeof said === 'string' ? { type: event, jpeg: said } : { type: event, ...said }) as FootageLookEvent;
  }
}
