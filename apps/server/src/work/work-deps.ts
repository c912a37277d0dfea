import type { WorkerPool } from '@clipo/engine';
import type { Deps } from '../deps.ts';
import type { Moderator } from '../features/moderators/moderator.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Queue } from './queue.ts';
import type { Stops } from './stops.ts';

/** What jobs work with. */
export interface WorkDeps extends Pick<Deps, 'db' | 'settings' | 'log'> {
  media: MediaStore;
  queue: Queue;
  /** Warm threads that draw, one encoder thread each. */
  pool: WorkerPool;
  stops: Stops;
  /** Looks at pictures, in a thread of its own. */
  looker: Deps['looker'];
  /** Outside engines that judge texts. */
  moderators: readonly Moderator[];
  /** Opens what teams have sealed: keys of engines. */
  envelope: Pick<Deps['envelope'], 'unseal'>;
}
