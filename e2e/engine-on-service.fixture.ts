import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RgbaPicture } from '@clipo/contract';
import { createCanvas } from '@napi-rs/canvas';
import type { TestApi } from '../apps/server/src/testing/api.fixture.ts';
import { drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';

/** What the API tells of the things that these tests ask for. */
export interface Told {
  id: string;
  status: string;
  code: string;
  detail: string;
  phase: string;
  kind: string;
  hasKey: boolean;
  isReached: boolean;
  problem: string | null;
  costCents: number | null;
  warnings: string[];
  items: Told[];
  outside: { presenter: string; centsAtMost: number | null; currency: string }[];
  result: { notices?: string[] } | null;
  file: { sha256: string };
  failedReason: { code: string; message: string } | null;
}

/** Asks the API, and waits for what it makes. */
export function asking(api: () => TestApi) {
  const tell = async (method: string, address: string, body?: object) =>
    (await (await api().ask(method, address, body)).json()) as Told;
  const upload = async (name: string, bytes: Buffer) => {
    const headers = { 'content-type': 'application/octet-stream' };
    const sent = await api().ask('POST', `/api/v1/materials?name=${name}`, new Uint8Array(bytes), headers);
    return ((await sent.json()) as Told).id;
  };
  const made = async (kind: 'batches' | 'renders', { id }: Told) => {
    for (;;) {
      const told = await tell('GET', `/api/v1/${kind}/${id}`);
      if (['done', 'failed'].includes(told.status)) {
        return told;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return { tell, upload, made };
}

/** A picture of the product. */
export const cupPicture = () => readFile(path.join(import.meta.dirname, '../examples/tumbler/coffee.png'));

/** A drawn person on a clear ground, as PNG. */
export function anaPicture(): Buffer {
  return pngOf(drawFace({ background: null }));
}

/** A picture as PNG. */
export function pngOf({ width, height, data }: RgbaPicture): Buffer {
  const canvas = createCanvas(width, height);
  const image = canvas.getContext('2d').createImageData(width, height);
  image.data.set(data);
  canvas.getContext('2d').putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}

/** A brief of one short video in which a presenter fills half of the frame. */
export const briefWith = (presenter: string, name = 'Tumbler') => ({
  product: { id: 'cup', name, category: 'Home', sellingPoints: ['One hand opens the lid', 'Stays hot'] },
  materials: [{ file: 'cup.png' }],
  languages: ['en'],
  formats: ['1x1'],
  durationSeconds: 6,
  resolution: 720,
  fps: 24,
  music: false,
  presenter: { character: presenter, layout: 'half' },
});
