/** What is known of a sign-in. */
export interface SignInSigns {
  /** The browser was not seen with this person, who has others. */
  isNewDevice: boolean;
  /** From the last good sign-in to this one; undefined where a place is not known. */
  travel?: { kilometres: number; hours: number } | undefined;
  /** Devices that were active within an hour, this one among them. */
  activeDevices: number;
  /** Codes and passwords that did not fit within a day. */
  failures: number;
  /** Credits held within an hour, and what is usual for the team in an hour. */
  cost: { lastHour: number; usualHour: number };
}

export const riskReasons = ['new-device', 'impossible-travel', 'many-devices', 'failures', 'burst-of-cost'] as const;
export type RiskReason = (typeof riskReasons)[number];

/** From this score on, a second proof is asked for. */
export const stepUpScore = 50;

/** Faster than airliners fly. */
const mostKmPerHour = 1000;

/** How likely it is that somebody else signs in, from 0 to 100, with the reasons that operators are shown. */
export function scoreRisk(signs: SignInSigns): { score: number; reasons: RiskReason[] } {
  const { travel, cost } = signs;
  const isImpossible =
    travel !== undefined && travel.kilometres > 200 && travel.kilometres > mostKmPerHour * Math.max(travel.hours, 0.01);
  const found: [RiskReason, number, boolean][] = [
    ['new-device', 20, signs.isNewDevice],
    ['impossible-travel', 50, isImpossible],
    ['many-devices', 30, signs.activeDevices >= 5],
    ['failures', 30, signs.failures >= 5],
    ['burst-of-cost', 30, cost.lastHour > 1000 && cost.lastHour > 10 * Math.max(cost.usualHour, 1)],
  ];
  const hits = found.filter(([, , isHit]) => isHit);
  return {
    score: Math.min(
      100,
      hits.reduce((sum, [, points]) => sum + points, 0),
    ),
    reasons: hits.map(([reason]) => reason),
  };
}
