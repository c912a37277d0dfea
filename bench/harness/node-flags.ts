/** What `./clipo` starts Node with: the bench measures what people run. */
export const nodeFlags = [
  '--max-semi-space-size=2',
  '--initial-old-space-size=24',
  '--optimize-for-size',
  '--disable-warning=ExperimentalWarning',
] as const;
