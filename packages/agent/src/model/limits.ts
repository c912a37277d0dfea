/** Bounds on what a model may cost: it is untrusted, slow and sometimes down. */
export interface ModelLimits {
  /** For one answer, from asking to its last character. */
  answerMs: number;
  /** Longest wait that a rate limit may ask for. */
  waitMs: number;
  /** How often a rate limit or a failing server is asked again. */
  retries: number;
  /** How often the model may mend a malformed answer. */
  repairs: number;
  /** Longest answer that is read. */
  characters: number;
}

export const modelLimits: ModelLimits = {
  answerMs: 90_000,
  waitMs: 30_000,
  retries: 2,
  repairs: 2,
  characters: 200_000,
};
