import { createHash, randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PreparedMaterial, Size } from '@clipo/contract';
import type { Compositor, Picture } from '../compositor/types.ts';
import type { MediaPort } from '../layers/layer.ts';

// A still is seen by the body of its scene and by the changes on both sides, which other workers may draw. To decode and
// reduce a photo takes some forty times as long as to read its planes from the kernel's memory: whoever decodes it leaves
// it in a folder of the run. A folder that is gone or full costs time, nothing else.

/** More than this a worker does not leave behind in one folder. */
const mostBytes = 256 * 1024 * 1024;
/** So many runs are told apart; the one that was used longest ago is forgotten first. */
const mostFolders = 32;
const headBytes = 8;

/**
 * Gives media ports whose stills are shared with the other workers of a run through a folder, which the caller of the run
 * removes. A worker that lives for many runs counts what it left for each of them.
 */
export function createSharedStills(
  compositor: Pick<Compositor, 'createPicture' | 'bytesOf' | 'releasePicture'>,
): (media: MediaPort, folder: string) => MediaPort {
  const left = new Map<string, number>();
  const leave = (path: string, picture: Picture) => {
    const bytes = compositor.bytesOf(picture);
    const folder = dirname(path);
    const leftBytes = (left.get(folder) ?? 0) + bytes.length;
    if (leftBytes > mostBytes) {
      return;
    }
    const part = `${path}.${randomUUID()}`;
    let file: number | undefined;
    try {
      mkdirSync(folder, { recursive: true });
      file = openSync(part, 'wx');
      writeSync(file, new Uint8Array(Uint32Array.of(picture.width, picture.height).buffer));
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(file, bytes, at);
      }
      renameSync(part, path);
      left.delete(folder);
      left.set(folder, leftBytes);
      for (const oldest of [...left.keys()].slice(0, -mostFolders)) {
        left.delete(oldest);
      }
    } catch {
      if (file !== undefined) {
        rmSync(part, { force: true });
      }
    } finally {
      if (file !== undefined) {
        closeSync(file);
      }
    }
  };
  const find = (path: string): Picture | null => {
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch {
      return null;
    }
    try {
      const head = new Uint32Array(headBytes / 4);
      readSync(file, head, 0, headBytes, 0);
      const [width = 0, height = 0] = head;
      const picture = compositor.createPicture({ width, height });
      const bytes = compositor.bytesOf(picture);
      if (readSync(file, bytes, 0, bytes.length, headBytes) === bytes.length) {
        return picture;
      }
      compositor.releasePicture(picture);
      return null;
    } finally {
      closeSync(file);
    }
  };
  return (media, folder) => ({
    ...media,
    async still(material, atMs, atMost) {
      const path = join(folder, nameOf(material, atMs, atMost));
      const known = find(path);
      if (known !== null) {
        return known;
      }
      const picture = await media.still(material, atMs, atMost);
      leave(path, picture);
      return picture;
    },
  });
}

/** Equal names, equal pixels. */
function nameOf(material: PreparedMaterial, atMs: number, { width, height }: Size): string {
  const what = JSON.stringify([material.id, 'path' in material ? material.path : '', atMs, width, height]);
  return `${createHash('sha256').update(what).digest('hex').slice(0, 32)}.yuv`;
}
