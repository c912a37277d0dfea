import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreparedMaterial } from '@clipo/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadCompositor } from '../compositor/load-node.ts';
import type { Picture } from '../compositor/types.ts';
import type { MediaPort } from '../layers/layer.ts';
import { createSharedStills } from './shared-stills.ts';

const compositor = await loadCompositor();
const photo = { kind: 'image', id: 'photo', path: '/photo.png' } as PreparedMaterial;
const size = { width: 6, height: 4 };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipo-stills-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A worker of its own, whose port fills every still that it really decodes with one value. */
function openWorker(value: number, decoded: string[], place = join(folder, 'stills')): MediaPort {
  const media = {
    async still(material, atMs, atMost) {
      decoded.push(`${material.id} ${atMs} ${atMost.width}`);
      const picture = compositor.createPicture(atMost);
      compositor.bytesOf(picture).fill(value);
      return picture;
    },
  } as MediaPort;
  return createSharedStills(compositor)(media, place);
}

const bytesOf = (picture: Picture) => [...compositor.bytesOf(picture)];

it('a still is decoded by one worker and the same to the byte for the others', async () => {
  const decoded: string[] = [];
  const first = await openWorker(50, decoded).still(photo, 0, size);
  const second = await openWorker(60, decoded).still(photo, 0, size);
  expect(second).toMatchObject(size);
  expect(bytesOf(second)).toEqual(bytesOf(first));
  expect(bytesOf(second)).toEqual(new Array(36).fill(50));
  expect(decoded).toHaveLength(1);
});

it('another material, moment or size is never taken for this one', async () => {
  const decoded: string[] = [];
  const worker = openWorker(50, decoded);
  await worker.still(photo, 0, size);
  await worker.still({ ...photo, id: 'other' }, 0, size);
  await worker.still(photo, 40, size);
  await worker.still(photo, 0, { width: 8, height: 4 });
  expect(decoded).toEqual(['photo 0 6', 'other 0 6', 'photo 40 6', 'photo 0 8']);
});

it('what was cut short is decoded again, and a folder that can not be made costs nothing but time', async () => {
  const decoded: string[] = [];
  await openWorker(50, decoded).still(photo, 0, size);
  const [name = ''] = readdirSync(join(folder, 'stills'));
  truncateSync(join(folder, 'stills', name), 20);
  expect(bytesOf(await openWorker(60, decoded).still(photo, 0, size))).toEqual(new Array(36).fill(60));
  const nowhere = openWorker(70, decoded, '/dev/null/stills');
  expect(bytesOf(await nowhere.still(photo, 0, size))).toEqual(new Array(36).fill(70));
  expect(decoded).toHaveLength(3);
});
