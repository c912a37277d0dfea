import { afterAll, beforeAll, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { interleave } from './interleavings.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

it('ten thousand movements at once, with crashes, keep every book whole (O1)', { timeout: 900_000 }, async () => {
  for (let seed = 100; seed < 110; seed += 1) {
    await interleave(api.deps.db, { movements: 1000, atOnce: 8, seed });
  }
});
