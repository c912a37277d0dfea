const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** Beijing has had no summer time since 1991. */
const beijingMinutes = 8 * 60;

/** When something that may wait is to be sent: now, or at the end of the quiet hours that now lies in. */
export function quietUntil({ quietFrom, quietTo }: { quietFrom: number; quietTo: number }, now: Date): Date {
  const minute = (Math.floor(now.getTime() / minuteMs) + beijingMinutes) % dayMinutes;
  const into = (minute - quietFrom + dayMinutes) % dayMinutes;
  const length = (quietTo - quietFrom + dayMinutes) % dayMinutes;
  return into < length ? new Date(Math.floor(now.getTime() / minuteMs) * minuteMs + (length - into) * minuteMs) : now;
}
