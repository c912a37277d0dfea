/** Something that was said, and when: whole milliseconds of what was heard. */
export interface Utterance {
  atMs: number;
  text: string;
}

/** Who writes down what is said: the port behind which every engine is the same. */
export interface Listener {
  /** Names it in verdicts. */
  name: string;
  /** Longest sound of one request, in seconds. */
  mostSeconds: number;
  /**
   * @param sound an Ogg file, Opus, one channel
   * @throws ClipoError fetch_failed where it did not answer or refused
   */
  listen(sound: Uint8Array, signal: AbortSignal): Promise<Utterance[]>;
}
