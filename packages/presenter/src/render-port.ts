import type { PresenterCanvasPort, PresenterPort } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { openRig } from './rig/open-rig.ts';

/** The presenters of this room, for render workers: they import this file by `presenterModule`. */
export function createPresenters(canvas: PresenterCanvasPort): PresenterPort {
  return {
    async open({ source, ...request }) {
      switch (source.kind) {
        case 'rig': {
          const { character, outfit, accent } = source;
          const rig = openRig({ ...request, character, colors: { outfit, accent }, canvas });
          return {
            frame: (at) => ({ rgba: rig.frameRgba(at), ink: rig.bounds(at) }),
            close: () => rig.close(),
          };
        }
        case 'clip':
          throw new ClipoError('internal', 'clips of presenters are read by the engine');
      }
    },
  };
}
