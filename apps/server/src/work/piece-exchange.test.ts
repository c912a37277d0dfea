import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectVideos } from '../features/videos/queries.ts';
import { type Machine, type Machines, openMachines } from '../testing/machines.fixture.ts';
import { openPieceExchange, type PieceExchange } from './piece-exchange.ts';
import { startWorker } from './worker.ts';

let machines: Machines;
beforeAll(async () => {
  machines = await openMachines();
}, 120_000);
afterAll(() => machines.stop());

describe('machines with data folders of their own share one database and one bucket (C9)', () => {
  it('a second, which comes when all is drawn, takes the pieces from the first and draws none', async () => {
    const first = await machines.add();
    const drawing = await startWorker(first);
    const drawn = await machines.makeBatch(1).finally(() => drawing.stop());
    expect(await machines.piecesIn(first)).toHaveLength(drawn.piecesTotal);
    // It is there but does no more work: the newcomer joins the video.
    await whileThere(first, async () => {
      const second = await machines.add();
      const joining = await startWorker(second);
      const batch = await machines.makeBatch(1).finally(() => joining.stop());
      expect(await machines.timesDrawn()).toEqual([1]);
      expect(await machines.piecesIn(second)).toEqual(await machines.piecesIn(first));
      const { work, teamId } = machines;
      const videos = await work.deps.db.asTeam(teamId, (tx) =>
        selectVideos(tx, teamId, { batchId: batch.id, limit: 10 }),
      );
      const scenes = videos.flatMap(({ record }) => record?.scenes ?? []);
      expect(scenes.map(({ cached }) => cached)).not.toContain(false);
      expect(scenes.length).toBeGreaterThan(0);
    });
  }, 300_000);

  it('a machine that nobody answers is not kept waiting', async () => {
    await whileThere(await machines.add(), async (alone) => {
      expect(await alone.hasOthers()).toBe(false);
      await alone.bring(['f'.repeat(64)], AbortSignal.timeout(20_000));
    });
  });
});

/** Does something while a machine gives its pieces to others. */
async function whileThere(machine: Machine, act: (exchange: PieceExchange) => Promise<void>): Promise<void> {
  const exchange = await openPieceExchange(machine);
  try {
    await act(exchange);
  } finally {
    await exchange.close();
  }
}
