import { startTestService } from '../../apps/server/src/testing/service.fixture.ts';
import { askRoutes, type RouteFigures } from './ask-routes.ts';
import { serviceSeconds } from './batch.ts';
import { sampleBrief } from './sample.ts';

/** The commonest routes of a service that has made a batch, each asked by so many clients at once for so long. */
export async function measureRoutes(load: { clients: number; seconds: number }): Promise<RouteFigures[]> {
  const service = await startTestService('bench', { CLIPO_RATE_LIMIT: '0' });
  try {
    await serviceSeconds(service, { ...(await sampleBrief()), count: 1, durationSeconds: 15 });
    return await askRoutes(service, load);
  } finally {
    await service.remove();
  }
}
