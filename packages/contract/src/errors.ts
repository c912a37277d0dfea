/**
 * One truth about failures: code → how a process and an HTTP answer end.
 * `exit` is the command line's exit code (2 = the input is wrong, 3 = some or all videos were not made, 130 = cancelled, 1 = ours),
 * `status` the HTTP status that the service will answer with.
 */
export const errorTable = {
  /** A brief, a row or an option does not fit its schema. details: field, problem, nearest? */
  invalid_input: { exit: 2, status: 422 },
  /** A file or folder that was named does not exist. details: file, field? */
  not_found: { exit: 2, status: 404 },
  /** A material can't be read as image, video or audio. details: file, problem */
  unreadable_material: { exit: 2, status: 422 },
  /** A path leaves the brief's folder. details: file */
  outside_folder: { exit: 2, status: 422 },
  /** More creatives were asked for than the axes give. details: count, most */
  count_beyond_axes: { exit: 2, status: 422 },
  /** The output folder holds another brief's work. details: folder */
  output_taken: { exit: 2, status: 409 },
  /** Another run is at work in the output folder. details: folder, host, pid, file */
  output_busy: { exit: 2, status: 409 },
  /** The output folder can't be written. details: folder */
  output_unwritable: { exit: 2, status: 422 },
  /** No room on the disk. What is finished is kept, and nothing is wrong with the input. details: folder */
  disk_full: { exit: 3, status: 507 },
  /** A program that Clipo needs is not installed. details: program, command */
  missing_program: { exit: 1, status: 500 },
  /** A program (FFmpeg, the voice) ended badly. details: program, problem */
  program_failed: { exit: 1, status: 500 },
  /** The language model did not give what was asked. details: problem */
  model_failed: { exit: 1, status: 502 },
  /** A voice could not be made. details: engine, problem */
  voice_failed: { exit: 1, status: 502 },
  /** A picture or footage of a person can't be animated. details: file, rule (`face_…`), problem */
  unfit_face: { exit: 2, status: 422 },
  /** A person's face may not be used: no consent that holds. details: file, rule (`consent_…`), problem */
  consent_needed: { exit: 2, status: 403 },
  /** A presenter could not be made. details: engine, problem */
  presenter_failed: { exit: 1, status: 502 },
  /** A label is missing or wrong on a file that was about to leave. details: file, problem */
  label_failed: { exit: 1, status: 500 },
  /** A request is no JSON, no form, or otherwise can't be read at all. details: problem */
  malformed_request: { exit: 2, status: 400 },
  /** No key, or one that is wrong, withdrawn or expired. details: none */
  unauthenticated: { exit: 2, status: 401 },
  /** A code, password or other proof does not fit, or there is nobody whom it would fit: both are told the same. */
  sign_in_failed: { exit: 2, status: 401 },
  /** Something comes first: a second factor, the agreements, a phone number. details: need */
  step_needed: { exit: 2, status: 403 },
  /** The team has fewer credits than the work costs. details: need, have */
  insufficient_credits: { exit: 2, status: 402 },
  /** A cap on what is spent. details: whose (`member`, `team`, `batch`), limit, left, need */
  over_limit: { exit: 2, status: 403 },
  /** The key or the person may not do this. details: need */
  forbidden: { exit: 2, status: 403 },
  /** A measure against the person does not let this pass: a limit, a freeze. details: measure, kind */
  measure_in_force: { exit: 2, status: 403 },
  /** What is named does not exist, or is another team's. details: kind, id */
  no_such_thing: { exit: 2, status: 404 },
  /** The address is there, the method is not. details: allowed */
  method_not_allowed: { exit: 2, status: 405 },
  /** It is not in a state in which this can be done. details: problem */
  conflict: { exit: 2, status: 409 },
  /** A link's time is over, or its signature is not ours. */
  link_expired: { exit: 2, status: 410 },
  /** A body, file or document is larger than is taken. details: most */
  too_large: { exit: 2, status: 413 },
  /** A body of a type that is not taken here. details: type, allowed */
  unsupported_type: { exit: 2, status: 415 },
  /** The range asked for lies outside the file. details: size */
  range_unsatisfiable: { exit: 2, status: 416 },
  /** What arrived is not what was announced. details: expected, received */
  checksum_mismatch: { exit: 2, status: 422 },
  /** An address may not be fetched. details: url, problem */
  url_refused: { exit: 2, status: 422 },
  /** Too many requests. details: seconds */
  rate_limited: { exit: 1, status: 429 },
  /** What the check does not let pass. details: field, term, why */
  content_rejected: { exit: 2, status: 451 },
  /** What a person has to look at before it may be used. details: field, term, why */
  content_held: { exit: 2, status: 451 },
  /** Somebody's rights stand against it, and it was taken down until that is settled. details: number */
  taken_down: { exit: 2, status: 451 },
  /** An address may be fetched, but that did not work. details: url, problem */
  fetch_failed: { exit: 1, status: 502 },
  /** The service is starting, stopping or out of reach. details: problem */
  unavailable: { exit: 1, status: 503 },
  /** The team's room for files is used up. details: most */
  quota_exceeded: { exit: 2, status: 507 },
  /** The user cancelled. */
  cancelled: { exit: 130, status: 499 },
  /** A mistake of ours. */
  internal: { exit: 1, status: 500 },
} as const satisfies Record<string, { exit: number; status: number }>;

/** The closed set of error codes, derived from the table. */
export type ErrorCode = keyof typeof errorTable;

/** Values for the translated message of an error: `{field}`, `{file}`, `{most}` … */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * The one error class that Clipo throws on purpose. `message` is English and for the log; the person is told the
 * translated text of `code`, filled with `details`. `isRetryable` is decided where the failure is understood.
 */
export class ClipoError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly isRetryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetails; isRetryable?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ClipoError';
    this.code = code;
    this.details = options.details ?? {};
    this.isRetryable = options.isRetryable ?? false;
  }
}

const noRoom: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether a system's error says that a disk is full, or that a quota or the limit on a file's size is reached. */
export function isDiskFull(cause: unknown): boolean {
  return noRoom.has((cause as { code?: unknown } | null | undefined)?.code);
}

/** Several faults of one input, told together so that the user mends them in one go. */
export class InputProblems extends ClipoError {
  readonly problems: readonly ClipoError[];

  constructor(problems: readonly ClipoError[]) {
    super('invalid_input', problems.map((problem) => problem.message).join('\n'), {
      details: { count: problems.length },
    });
    this.name = 'InputProblems';
    this.problems = problems;
  }
}
