import { readSettings, type Settings } from './env.ts';
import { findInSpeech, listenToFile } from './features/hearing/listen-to-file.ts';
import { openListener } from './features/hearing/open-listener.ts';

/** Who hears files as the service does, without one being started. */
export interface Hearing {
  /** Names the engine. */
  name: string;
  /** What becomes of a file that the engine did not answer for. */
  whenDown: Settings['CLIPO_MODERATION_DOWN'];
  /**
   * What is found in what a file says; nothing where it has no sound.
   * @param find what stands in words that were said at a time (ms)
   * @param placeOf where a finding stands in them, and what it is: the same thing is told once
   * @throws ClipoError fetch_failed where the engine does not answer; program_failed where the sound can't be decoded; cancelled
   */
  find<Found>(
    path: string,
    find: (atMs: number, text: string) => readonly Found[],
    placeOf: (found: Found) => { start: number; end: number; thing: string },
    signal: AbortSignal,
  ): Promise<Found[]>;
}

/**
 * Opens the engine that the settings tell of (`CLIPO_ASR_URL`); undefined where they tell of none.
 * @throws ClipoError invalid_input naming the setting that is wrong
 */
export function openHearing(variables: Readonly<Record<string, string | undefined>>): Hearing | undefined {
  const settings = readSettings(variables);
  const listener = openListener(settings);
  return (
    listener && {
      name: listener.name,
      whenDown: settings.CLIPO_MODERATION_DOWN,
      find: async (path, find, placeOf, signal) =>
        findInSpeech(await listenToFile(listener, path, signal), find, placeOf),
    }
  );
}
