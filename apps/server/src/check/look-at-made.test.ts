import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '@clipo/engine';
import { openLooker } from '@clipo/safety/pictures';
import { shapesTakenFor, tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import { readSettings } from '../env.ts';
import { assertAllowed } from '../guard/assert-allowed.ts';
import { check } from './check.ts';
import { lookAtMade, type MadeToLookAt } from './look-at-made.ts';

const looker = openLooker();
let folder: Awaited<ReturnType<typeof tempFolder>>;
let film = '';
beforeAll(async () => {
  folder = await tempFolder('made');
  await writeFile(join(folder.path, 'shapes.jpg'), await shapesTakenFor('indecent'));
  film = join(folder.path, 'film.mp4');
  const still = ['-loop', '1', '-t', '2', '-i', join(folder.path, 'shapes.jpg')];
  await runProgram('ffmpeg', [...still, '-vf', 'scale=320:-2,format=yuv420p', '-r', '5', film]);
});
afterAll(async () => {
  await looker.close();
  await folder[Symbol.asyncDispose]();
});

const { signal } = new AbortController();
const db = { asSystem: async () => [] } as unknown as Deps['db'];
/** Whether a file that was made may leave, as the making of a render asks. */
async function leave(
  { type = 'video/mp4', ...made }: Partial<MadeToLookAt> & Pick<MadeToLookAt, 'path'>,
  CLIPO_LOOK_AT_FILMS: 'on' | 'off' = 'on',
): Promise<void> {
  const settings = readSettings({ CLIPO_HOME: '/nowhere', CLIPO_LOOK_AT_FILMS });
  const content = { kind: 'file', sha256: 'f'.repeat(64), texts: {} } as const;
  const looked = await lookAtMade({ db, looker, settings }, { type, ...made }, signal);
  assertAllowed(content, check(content, looked));
}

describe('a single file that was made is looked at before it is kept (S1, S2)', () => {
  it('what nobody is sure of is held; harmless films pass, and what a reviewer allowed', async () => {
    await expect(leave({ path: film })).rejects.toMatchObject({ code: 'content_held' });
    await expect(leave({ path: await tinyMedia('clip') })).resolves.toBeUndefined();
    await expect(leave({ path: film, isDecided: () => true })).resolves.toBeUndefined();
  });

  it('what a reviewer allowed at one moment is doubted at every other, though it looks the same there', async () => {
    const settings = readSettings({ CLIPO_HOME: '/nowhere' });
    const made = { path: film, type: 'video/mp4', isDecided: (atMs: number) => atMs < 500 };
    const looked = await lookAtMade({ db, looker, settings }, made, signal);
    expect(looked?.findings).toMatchObject([{ field: 'frame@1000', severity: 'review' }]);
  });

  it('a film that can’t be looked at does not pass; a sound has nothing to see, and who runs the service may spare it', async () => {
    const broken = join(folder.path, 'broken.mp4');
    await writeFile(broken, 'no film');
    await expect(leave({ path: broken })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(leave({ path: broken, type: 'audio/wav' })).resolves.toBeUndefined();
    await expect(leave({ path: broken }, 'off')).resolves.toBeUndefined();
  });
});
