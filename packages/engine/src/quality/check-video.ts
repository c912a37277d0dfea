import type { QualityFinding } from '@clipo/contract';
import { makeAudioTrack, mixHash } from '../audio/encode-mix.ts';
import { mixRequestOf } from '../audio/mix-audio.ts';
import { checkContainer, readContainer } from './check-container.ts';
import { type CheckedPictures, checkPictures, pieceRecords } from './check-pictures.ts';
import { checkPlan } from './check-plan.ts';
import { checkSound, heardSound, openListening } from './check-sound.ts';

/** A video with its plan, and its product's materials, the one that surely shows it first. */
export interface CheckedVideo extends CheckedPictures {
  products: readonly string[];
}

/** Where the pieces and the mixes of finished videos are cached. */
export interface CheckDeps {
  piecesDir: string;
  soundDir: string;
  signal: AbortSignal;
}

/** What can be told of a video before it is made: its plan, and those of its pieces that were made before. */
export async function knownFindings(video: CheckedVideo, piecesDir: string): Promise<QualityFinding[]> {
  const records = await pieceRecords(video, piecesDir, { isReadAnew: false });
  return inOrder([...checkPlan(video.storyboard, video.products), ...checkPictures(video, records)]);
}

/**
 * Checks finished videos one after another: what was noted while pieces were drawn and sound was mixed, the plan, and
 * the file's own index. Nothing is decoded unless such a note is gone. Labels are not looked at here.
 * The returned function throws ClipoError `unreadable_material` where the file is none, `program_failed`, `cancelled`
 */
export function openQualityGate(deps: CheckDeps): (video: CheckedVideo, file: string) => Promise<QualityFinding[]> {
  const listen = openListening();
  return async (video, file) => {
    const { storyboard, plan, settings } = video;
    const { signal, soundDir } = deps;
    const request = mixRequestOf(storyboard, plan.frames);
    const records = await pieceRecords(video, deps.piecesDir, { isReadAnew: true, signal });
    const { track } = await makeAudioTrack(request, soundDir, signal);
    const heard = await heardSound(mixHash(request), request, { cacheDir: soundDir, signal });
    const lines = await listen(storyboard.voice, storyboard.fps);
    return inOrder([
      ...checkPlan(storyboard, video.products),
      ...checkPictures(video, records),
      ...checkSound({ track, heard, lines }),
      ...checkContainer(await readContainer(file), Math.round((plan.frames * 1000) / settings.fps)),
    ]);
  };
}

function inOrder(findings: readonly QualityFinding[]): QualityFinding[] {
  return [...findings].sort((a, b) => (a.atMs ?? -1) - (b.atMs ?? -1));
}
