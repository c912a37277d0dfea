import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConsentGrant, PresenterJob } from '@clipo/contract';
import { tempFolder } from '@clipo/testkit';

const consent: ConsentGrant = {
  id: 'c_1',
  fileSha256: 'f'.repeat(64),
  purposes: ['render', 'outside_engine', 'cross_border'],
  recheck: async () => undefined,
};

/** A folder with a voice, a picture and footage, and jobs that are made of them. */
export async function jobFolder() {
  const folder = await tempFolder('engines');
  await writeFile(path.join(folder.path, 'voice.wav'), 'RIFF voice');
  await writeFile(path.join(folder.path, 'ana.png'), 'a picture');
  await writeFile(path.join(folder.path, 'ana.mp4'), 'footage');
  const job = (kind: 'avatar' | 'portrait' | 'footage', more: Partial<PresenterJob> = {}): PresenterJob => {
    const file = path.join(folder.path, kind === 'footage' ? 'ana.mp4' : 'ana.png');
    return {
      idempotencyKey: 'clipo_abc',
      source: kind === 'avatar' ? { kind, avatarId: 'lk_1' } : { kind, path: file, consent },
      audio: {
        path: path.join(folder.path, 'voice.wav'),
        durationMs: 4000,
        url: 'https://files.example.com/voice.wav',
      },
      language: 'zh-CN',
      out: { width: 540, height: 960, fps: 25, wantsAlpha: true },
      motion: 'calm',
      ...more,
    };
  };
  return { path: folder.path, remove: folder.remove, job };
}
