import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import { touchDevice, updateSession, updateUser } from '../accounts/queries.ts';
import { selectTeamsOf } from '../teams/queries.ts';

/**
 * Signs a person in who has proven who they are: notes the device, opens a session for the first of their teams.
 * @returns the cookies that the answer must carry
 */
export async function openSession(
  { db, accounts }: Pick<Deps, 'db' | 'accounts'>,
  { userId, way, client, headers }: { userId: string; way: string; client: Client; headers: Headers },
  now = new Date(),
): Promise<{ sessionId: string; cookies: string[] }> {
  const { deviceId, teamId } = await db.asSystem(async (tx) => {
    const { row } = await touchDevice(tx, {
      id: newId('dev'),
      userId,
      hash: client.device,
      userAgent: client.userAgent,
      lastAddress: client.address,
      lastSeenAt: now,
    });
    await updateUser(tx, userId, { lastSignInAt: now });
    const [team] = await selectTeamsOf(tx, userId);
    return { deviceId: row.id, teamId: team?.id ?? null };
  });
  const session = { userId, way, deviceId, address: client.address, needsFactor: false };
  const { id, cookies } = await accounts.openSession(headers, session);
  await db.asSystem((tx) => updateSession(tx, id, { teamId, provenAt: now }));
  return { sessionId: id, cookies };
}
