import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '@clipo/engine';
import { openLooker } from '@clipo/safety/pictures';
import { shapesTakenFor, tinyMedia } from '@clipo/testkit';
import { expect, it } from 'vitest';
import { openWork } from '../testing/work.fixture.ts';
import { teamOrders } from './team-orders.ts';

it('a film that an outside engine made is looked at before it is kept, like what people send (C6, S2)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-orders-'));
  const work = await openWork('orders');
  const looker = openLooker();
  try {
    const teamId = await work.addTeam();
    const book = teamOrders({ ...work.deps, looker }, { teamId, orderedFor: 'bat_1' });
    const still = join(folder, 'shapes.jpg');
    await writeFile(still, await shapesTakenFor('doubtful'));
    const doubtful = join(folder, 'doubtful.mp4');
    const film = ['-vf', 'scale=trunc(iw/2)*2:trunc(ih/2)*2', '-t', '1', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
    await runProgram('ffmpeg', ['-loop', '1', '-i', still, ...film, doubtful]);
    await expect(book.keep('order', 'video', doubtful)).rejects.toMatchObject({ code: 'content_held' });
    expect(await stat(doubtful).catch(() => undefined)).toBeUndefined();
    const fine = join(folder, 'fine.mp4');
    await copyFile(await tinyMedia('clip'), fine);
    await book.keep('order', 'video', fine);
    expect((await stat(fine)).isFile()).toBe(true);
  } finally {
    await looker.close();
    await work.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
