import type { PresenterCanvasPort, PresenterPeople, PresenterPort } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { openRig } from './rig/open-rig.ts';

/**
 * The presenters of this room, for render workers: they import this file by `presenterModule`. What draws persons is loaded
 * with the first of them.
 */
export function createPresenters(canvas: PresenterCanvasPort, people?: PresenterPeople): PresenterPort {
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
        case 'person': {
          const person = people?.prepared.find(({ id }) => id === source.person);
          if (people === undefined || person === undefined) {
            throw new ClipoError('not_found', `nobody was prepared as ${source.person}`, {
              details: { file: source.person },
            });
          }
          const { openPerson } = await import('./person/open-person.ts');
          return openPerson(person, request, people.media);
        }
      }
    },
  };
}
