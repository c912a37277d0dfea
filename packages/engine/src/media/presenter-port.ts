import type { PresenterModule, PresenterPort } from '@clipo/contract';
import type { CanvasPort } from '../layers/layer.ts';

/**
 * Presenters by the address of the module that draws them: it is loaded when the first one is asked for, so that who
 * renders none holds nothing of it.
 */
export function createPresenterPort(module: string, canvas: CanvasPort): PresenterPort {
  let loaded: Promise<PresenterPort> | undefined;
  return {
    async open(request) {
      loaded ??= import(module).then(({ createPresenters }: PresenterModule) => createPresenters(canvas));
      return (await loaded).open(request);
    },
  };
}
