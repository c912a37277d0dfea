import type { PresenterMedia, PresenterTrack, Storyboard } from '@clipo/contract';
import { performanceKey } from '@clipo/presenter/people';

/** A track that a person speaks in a storyboard, and the video's frame at which it begins. */
export interface PerformedTrack {
  key: string;
  track: PresenterTrack;
  startFrame: number;
}

/** What a person says in a storyboard, each track once; while they only listen there is nothing to perform. */
export function tracksOf({ scenes }: Pick<Storyboard, 'scenes'>, person: string): PerformedTrack[] {
  const found = new Map<string, PerformedTrack>();
  let sceneStart = 0;
  for (const { layers, frames } of scenes) {
    for (const layer of layers) {
      const isTheirs = layer.kind === 'presenter' && layer.source.kind === 'person' && layer.source.person === person;
      if (isTheirs && layer.track.sentences.length > 0) {
        const key = performanceKey(layer.track);
        found.set(key, found.get(key) ?? { key, track: layer.track, startFrame: sceneStart - layer.startFrame });
      }
    }
    sceneStart += frames;
  }
  return [...found.values()];
}

/** The voice under a track, from its first sample to its last: what a video says while the track runs. */
export async function voiceUnder(
  { track, startFrame }: Pick<PerformedTrack, 'track' | 'startFrame'>,
  { voice, fps }: Pick<Storyboard, 'voice' | 'fps'>,
  media: Pick<PresenterMedia, 'readSamples'>,
  signal: AbortSignal,
): Promise<Int16Array> {
  const samples = new Int16Array(track.sampleCount);
  for (const line of voice) {
    const from = Math.round(((line.startFrame - startFrame) * 48_000) / fps);
    if (from < samples.length && from + line.sampleCount > 0) {
      const spoken = await media.readSamples(line.path, 48_000, signal);
      const skipped = Math.max(0, -from);
      samples.set(spoken.subarray(skipped, skipped + samples.length - Math.max(0, from)), Math.max(0, from));
    }
  }
  return samples;
}
