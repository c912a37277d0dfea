const spinMs = 150;

/**
 * How much longer things take now than on an idle machine: at least 1. Other work on the machine slows a promise of "within 2 s" down
 * without breaking it, so its limit is multiplied by this. Measured by what a busy loop gets of a processor, and doubled where that is
 * less than nearly all, because whatever ends by several processes waits its turn in each.
 */
export function busyFactor(): number {
  const before = process.cpuUsage();
  const started = performance.now();
  let cpuMs = 0;
  while (cpuMs < spinMs) {
    const { user, system } = process.cpuUsage(before);
    cpuMs = (user + system) / 1000;
  }
  const slowdown = (performance.now() - started) / cpuMs;
  return slowdown < 1.1 ? 1 : 2 * slowdown;
}
