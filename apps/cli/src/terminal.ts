/** Where a command writes. Results go to `out`, everything else to `note`. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** Standard error is a terminal that can redraw lines. */
  isLive: boolean;
  hasColor: boolean;
  /** Width of the terminal behind standard error, read anew each time. */
  columns(): number;
}

/** The terminal of this process. A reader that leaves early (`| head`) is not an error. */
export function processTerminal(hasColor: boolean): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
    });
  }
  const isLive = process.stderr.isTTY === true;
  return {
    out: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
    isLive,
    hasColor: hasColor && isLive,
    columns: () => process.stderr.columns ?? 80,
  };
}
