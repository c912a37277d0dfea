import type {
  PresenterCanvasPort,
  PresenterFrames,
  PresenterPort,
  PresenterRequest,
  PresenterSource,
} from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { openRig } from './rig/open-rig.ts';

type DrawnSource = Extract<PresenterSource, { kind: 'rig' }>;

/** A drawn presenter ready for its frames: a pure function of time, wherever there is a canvas. */
export function openDrawn(
  { character, outfit, accent }: DrawnSource,
  request: Omit<PresenterRequest, 'source'>,
  canvas: PresenterCanvasPort,
): PresenterFrames {
  const rig = openRig({ ...request, character, colors: { outfit, accent }, canvas });
  return {
    frame: (at) => ({ rgba: rig.frameRgba(at), ink: rig.bounds(at) }),
    close: () => rig.close(),
  };
}

/** Presenters of a browser: those that are drawn. Who was filmed is drawn on the server alone. */
export function createDrawnPresenters(canvas: PresenterCanvasPort): PresenterPort {
  return {
    async open({ source, ...request }) {
      if (source.kind !== 'rig') {
        throw new ClipoError('not_found', `${source.person} is no drawn presenter`, {
          details: { file: source.person },
        });
      }
      return openDrawn(source, request, canvas);
    },
  };
}
