import { statSync } from 'node:fs';
import path from 'node:path';
import type { PresentedPerson } from '@clipo/batch';
import { createPresenterMedia } from '@clipo/engine';
import { loadPortrait, mouthTrackOf, noteUse, openPortrait, requireConsent } from '@clipo/presenter/people';
import type { CliContext } from '../context.ts';

/** Whether a presenter is named by a picture rather than by an id: a file of that name is there. */
export function isPersonFile(presenter: string, cwd: string): boolean {
  return (
    presenter.includes('.') && statSync(path.resolve(cwd, presenter), { throwIfNoEntry: false })?.isFile() === true
  );
}

/**
 * A person by their picture, for one video: the consent is asked first, then the picture is checked, and the video is noted
 * with the consent before it is made, so that a withdrawal finds it.
 * @throws ClipoError `consent_needed`, `unfit_face`, `unreadable_material`
 */
export async function openPerson(
  presenter: string,
  output: string,
  { cwd, env, signal }: Pick<CliContext, 'cwd' | 'env' | 'signal'>,
): Promise<PresentedPerson> {
  const file = path.resolve(cwd, presenter);
  const consent = await requireConsent(file, { kind: 'portrait', purposes: ['render'] }, { home: env.home });
  const { portrait } = await loadPortrait(file, createPresenterMedia(), signal);
  return {
    sha256: consent.fileSha256,
    open: async ({ track, ...shape }) => {
      await noteUse(env.home, { consent: consent.id, at: new Date().toISOString(), output, material: file });
      const mouths = mouthTrackOf(track, shape.fps, shape.frameCount);
      return openPortrait(portrait, consent, { ...shape, track: mouths, seed: track.seed, motion: 'normal' });
    },
  };
}
