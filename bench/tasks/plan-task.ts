/** What is planned: so many creatives of the example brief, for so many products. */
export interface PlanTask {
  count: number;
  products: number;
  /** The brief's floor of difference, where it has one. */
  minDifference?: number;
  /** Whether to say what the time went into, by sampling. Costs some time itself. */
  isProfiled: boolean;
}

/** What planning cost, in seconds, and what came of it. */
export interface PlanReport {
  wallSeconds: number;
  cpuSeconds: number;
  videos: number;
  pieces: number;
  /** Shares of the samples by what the product was doing; they sum to 1. Empty where it was not profiled. */
  shares: Record<string, number>;
}
