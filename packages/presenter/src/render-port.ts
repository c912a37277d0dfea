import type { PresenterCanvasPort, PresenterPeople, PresenterPort } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { openDrawn } from './drawn.ts';

/**
 * The presenters of this room, for render workers: they import this file by `presenterModule`. What draws persons is loaded
 * with the first of them.
 */
export function createPresenters(canvas: PresenterCanvasPort, people?: PresenterPeople): PresenterPort {
  return {
    async open({ source, ...request }) {
      switch (source.kind) {
        case 'rig':
          return openDrawn(source, request, canvas);
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
