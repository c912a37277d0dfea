import type { Category } from '@clipo/safety';

/** What an outside engine has against a text. */
export interface Objection {
  /** `block`: it says that the text may not be used; `review`: that a person should look at it. */
  level: 'block' | 'review';
  category: Category;
  /** The engine's own name for it, such as `contraband_gambling`. */
  label: string;
  /** The words that it named; none where it judges the whole. */
  words: string[];
}

/** An outside engine that judges texts: the port behind which every provider is the same. */
export interface Moderator {
  /** Names it in verdicts, with the service that it was asked for. */
  name: string;
  /** Most characters of one request, as the engine counts them. */
  mostCharacters: number;
  /**
   * @throws ClipoError fetch_failed where it did not answer or refused; retryable where another time may go
   */
  judge(text: string, signal: AbortSignal): Promise<Objection[]>;
}
