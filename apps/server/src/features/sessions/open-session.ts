import { deviceName } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { kilometresBetween, type Place } from '../../http/place-of.ts';
import type { Client } from '../accounts/client.ts';
import { type DeviceRow, selectUser, touchDevice, updateSession, updateUser } from '../accounts/queries.ts';
import {
  countFailures,
  hasTotp,
  insertAttempt,
  selectDevices,
  selectSessions,
  trustDevice,
} from '../accounts/queries-security.ts';
import { selectPace } from '../credits/queries-batches.ts';
import { notify } from '../notices/notify.ts';
import { endRemoval } from '../people/queries.ts';
import { selectTeamsOf } from '../teams/queries.ts';
import { strongWays } from './find-person.ts';
import { notMeLink } from './link-token.ts';
import { scoreRisk, stepUpScore } from './score-risk.ts';

type OpenDeps = Pick<Deps, 'db' | 'accounts' | 'envelope' | 'settings' | 'secrets'>;

/** Somebody who has proven who they are, and how. */
export interface SignIn {
  userId: string;
  way: string;
  client: Client;
  headers: Headers;
  /** A passkey or a second factor: nothing more is asked. */
  isStrong?: boolean;
  /** For which team; left out, the first of theirs. */
  teamId?: string;
  /** The device need not give the second factor again. */
  trustsDevice?: boolean;
}

const hourMs = 3_600_000;

/**
 * Signs a person in: notes the device, weighs the risk, tells of a new device, opens a session for the first of their
 * teams. Where a second factor is set up or the risk is high, the session can do nothing before that was given.
 * @returns the cookies that the answer must carry
 */
export async function openSession(
  deps: OpenDeps,
  { userId, way, client, headers, isStrong = false, trustsDevice = false, teamId: wanted }: SignIn,
  now = new Date(),
): Promise<{ sessionId: string; needsFactor: boolean; cookies: string[] }> {
  const found = await deps.db.asSystem(async (tx) => {
    const known = await selectDevices(tx, userId);
    const { row, isNew } = await touchDevice(tx, {
      id: newId('dev'),
      userId,
      hash: client.device,
      userAgent: client.userAgent,
      lastAddress: client.address,
      lastPlace: client.place === undefined ? null : `${client.place.latitude},${client.place.longitude}`,
      lastSeenAt: now,
    });
    if (trustsDevice) {
      await trustDevice(tx, row.id);
    }
    const isNewDevice = isNew && known.length > 0;
    const recent = (await selectSessions(tx, userId)).filter(
      ({ updatedAt }) => now.getTime() - updatedAt.getTime() < hourMs,
    );
    const teams = await selectTeamsOf(tx, userId);
    const team = teams.find(({ id }) => id === wanted) ?? teams[0];
    const user = await selectUser(tx, userId);
    const risk = scoreRisk({
      isNewDevice,
      travel: travelTo(client.place, known, now),
      activeDevices: new Set([...recent.map(({ deviceId }) => deviceId), row.id]).size,
      failures: await countFailures(tx, 'userId', userId, new Date(now.getTime() - 24 * hourMs)),
      cost: team === undefined ? { lastHour: 0, usualHour: 0 } : await selectPace(tx, team.id, now),
    });
    await insertAttempt(tx, {
      way,
      isGood: true,
      target: userId,
      userId,
      address: client.address,
      userAgent: client.userAgent,
      riskScore: risk.score,
      riskReasons: risk.reasons,
    });
    await updateUser(tx, userId, { lastSignInAt: now });
    if (strongWays.includes(way)) {
      // Whoever gives it has not lost it.
      await endRemoval(tx, userId, { end: 'not-lost', endedBy: userId });
    }
    if (isNewDevice) {
      await notify(tx, deps, {
        userId,
        template: 'new-device',
        isPopup: true,
        values: {
          device: deviceName(client.userAgent),
          address: client.address,
          time: now.toISOString(),
          link: notMeLink(deps, userId, now),
        },
      });
    }
    // Who runs the service gives a second factor each time, on trusted devices too.
    const wantsFactor = user?.isOperator === true || ((await hasTotp(tx, userId)) && !row.isTrusted);
    return {
      deviceId: row.id,
      teamId: team?.id ?? null,
      risk,
      needsFactor: !isStrong && (wantsFactor || risk.score >= stepUpScore),
    };
  });
  const { deviceId, teamId, risk, needsFactor } = found;
  const session = { userId, way, deviceId, address: client.address, needsFactor };
  const { id, cookies } = await deps.accounts.openSession(headers, session);
  await deps.db.asSystem((tx) =>
    updateSession(tx, id, { teamId, provenAt: now, riskScore: risk.score, riskReasons: risk.reasons }),
  );
  return { sessionId: id, needsFactor, cookies };
}

/** The journey from where the person was last seen with a known place. */
function travelTo(place: Place | undefined, known: readonly DeviceRow[], now: Date) {
  const last = known
    .filter(({ lastPlace }) => lastPlace !== null)
    .toSorted((one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime())[0];
  if (place === undefined || last?.lastPlace == null) {
    return undefined;
  }
  const [latitude = 0, longitude = 0] = last.lastPlace.split(',').map(Number);
  return {
    kilometres: kilometresBetween(place, { latitude, longitude }),
    hours: (now.getTime() - last.lastSeenAt.getTime()) / hourMs,
  };
}
