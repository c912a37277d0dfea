import { z } from 'zod';

const ofTeam = { teamId: z.string().min(1) };
const turn = { turn: z.number().int().min(0) };

/** How a job is run. Times in seconds. */
interface JobPlan {
  payload: z.ZodType;
  /** A run that takes longer is given up and tried again. */
  expireInSeconds: number;
  retryLimit: number;
  /** Waits between tries: this long, then twice, four times … as long, 30 at most. */
  retryDelay: number;
  /** How many one worker process runs at once: `cores` is as many as it draws pieces, and a few that wait for a core. */
  concurrency: 'cores' | number;
}

/**
 * Every kind of work. A worker that dies is noticed when its jobs' heartbeats stop, and others go on with them; each job
 * may therefore run more than once, and leaves the same behind however often it does.
 */
export const jobs = {
  /** Brief → storyboards, pieces and videos, with their jobs. */
  'plan-batch': {
    payload: z.strictObject({ ...ofTeam, batchId: z.string().min(1) }),
    expireInSeconds: 3600,
    retryLimit: 4,
    retryDelay: 2,
    concurrency: 2,
  },
  /** One piece, drawn and encoded. */
  'render-piece': {
    payload: z.strictObject({ ...ofTeam, ...turn, hash: z.string().min(1) }),
    expireInSeconds: 1800,
    retryLimit: 6,
    retryDelay: 1,
    concurrency: 'cores',
  },
  /** Pieces and sound → a labelled, checked file in the media store. */
  'finish-video': {
    payload: z.strictObject({ ...ofTeam, ...turn, videoId: z.string().min(1) }),
    expireInSeconds: 1800,
    retryLimit: 6,
    retryDelay: 1,
    concurrency: 'cores',
  },
  /** What can be said only when all videos of a batch have ended: neighbours, posts, totals. */
  'end-batch': {
    payload: z.strictObject({ ...ofTeam, batchId: z.string().min(1) }),
    expireInSeconds: 1800,
    retryLimit: 6,
    retryDelay: 2,
    concurrency: 1,
  },
  /** One file without a batch: an edit, a presenter, speech. It takes all cores by itself. */
  'make-render': {
    payload: z.strictObject({ ...ofTeam, renderId: z.string().min(1) }),
    expireInSeconds: 3600,
    retryLimit: 4,
    retryDelay: 2,
    concurrency: 1,
  },
  /** A material looked through: its shots, small pictures, and the words in them. Whoever waits for videos goes first. */
  'see-material': {
    payload: z.strictObject({ ...ofTeam, materialId: z.string().min(1), again: z.boolean().optional() }),
    expireInSeconds: 1800,
    retryLimit: 2,
    retryDelay: 5,
    concurrency: 1,
  },
} as const satisfies Record<string, JobPlan>;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]['payload']>;

export const jobNames = Object.keys(jobs) as JobName[];

/** Where jobs go that failed at every try: what they were for is then told as failed. */
export const lostQueue = 'lost';

/** The least that the queue takes. A worker is replaced this long after its last sign of life, and some seconds. */
export const heartbeatSeconds = 10;
