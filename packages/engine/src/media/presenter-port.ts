import type { PreparedPerson, PresenterMedia, PresenterModule, PresenterPort } from '@clipo/contract';
import type { CanvasPort } from '../layers/layer.ts';

/** Loaded only for persons: what reads media brings schemas, which a worker that draws none need not hold. */
const mediaModule = new URL('./presenter-media.ts', import.meta.url).href;

/**
 * Presenters by the address of the module that draws them: it is loaded when the first one is asked for, so that who
 * renders none holds nothing of it.
 */
export function createPresenterPort(
  module: string,
  canvas: CanvasPort,
  people: readonly PreparedPerson[],
): PresenterPort {
  let loaded: Promise<PresenterPort> | undefined;
  const load = async () => {
    const { createPresenters } = (await import(module)) as PresenterModule;
    if (people.length === 0) {
      return createPresenters(canvas);
    }
    const { createPresenterMedia } = (await import(mediaModule)) as { createPresenterMedia(): PresenterMedia };
    return createPresenters(canvas, { prepared: people, media: createPresenterMedia() });
  };
  return {
    async open(request) {
      loaded ??= load();
      return (await loaded).open(request);
    },
  };
}
