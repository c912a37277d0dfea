import type { Readable } from 'node:stream';
import yazl from 'yazl';
import type { Deps } from '../../deps.ts';
import type { Person } from '../../http/actor.ts';
import { describeMe } from '../accounts/describe-me.ts';
import { selectAttempts, selectDevices, selectSessions } from '../accounts/queries-security.ts';
import { selectTeamsOf } from '../teams/queries.ts';
import {
  selectAllConversations,
  selectAllNotices,
  selectConsentHistory,
  selectDisclosures,
  selectTeamThings,
} from './queries.ts';

/**
 * Everything that a person gave or made, as a zip: JSON by subject, the files of the teams that they own, and
 * `manifest.json`, which lists each entry. It is made while it is read: no file of it lies anywhere.
 */
export async function exportData(
  deps: Pick<Deps, 'db' | 'envelope' | 'media' | 'log' | 'settings'>,
  person: Pick<Person, 'userId' | 'needs' | 'operates' | 'minutesToday'>,
  teamId: string,
  now = new Date(),
): Promise<Readable> {
  const { userId } = person;
  const me = await describeMe(deps, person, { teamId });
  const own = await deps.db.asSystem(async (tx) => ({
    sessions: (await selectSessions(tx, userId)).map(({ token: _token, ...row }) => row),
    devices: (await selectDevices(tx, userId)).map(({ hash: _hash, ...row }) => row),
    'sign-ins': (await selectAttempts(tx, userId, 1000)).map(({ target: _target, ...row }) => row),
    consents: await selectConsentHistory(tx, userId),
    notices: await selectAllNotices(tx, userId),
    disclosures: await selectDisclosures(tx, userId),
    conversations: await selectAllConversations(tx, userId),
    teams: await selectTeamsOf(tx, userId),
  }));
  const zip = new yazl.ZipFile();
  const entries: { path: string; about: string }[] = [];
  const addJson = (path: string, about: string, value: unknown) => {
    zip.addBuffer(Buffer.from(JSON.stringify(value, null, 2)), path);
    entries.push({ path, about });
  };
  addJson('profile.json', 'the account', me);
  for (const [name, rows] of Object.entries(own)) {
    addJson(`${name}.json`, name, rows);
  }
  for (const { id, role } of own.teams.filter((team) => team.role === 'owner')) {
    const things = await deps.db.asTeam(id, (tx) => selectTeamThings(tx, id));
    for (const [name, rows] of Object.entries(things)) {
      addJson(`teams/${id}/${name}.json`, `${name} of a team (${role})`, rows);
    }
    const files = [
      ...things.materials.map(({ id: material, name, sha256 }) => ({
        path: `materials/${material}-${plain(name)}`,
        sha256,
      })),
      ...things.videos.flatMap(({ name, files: made }) =>
        Object.entries(made ?? {}).map(([kind, { sha256 }]) => ({ path: `videos/${plain(name)}-${kind}`, sha256 })),
      ),
    ];
    for (const { path, sha256 } of files) {
      if ((await deps.media.sizeOf(sha256)) !== undefined) {
        const full = `teams/${id}/${path}`;
        zip.addReadStreamLazy(full, { compress: false }, (give) => {
          deps.media.read(sha256).then(
            (stream) => give(null, stream),
            (cause: unknown) => give(cause, undefined as never),
          );
        });
        entries.push({ path: full, about: 'a file' });
      }
    }
  }
  addJson('manifest.json', 'this list', {
    createdAt: now.toISOString(),
    userId,
    entries: [...entries, { path: 'manifest.json', about: 'this list' }],
  });
  zip.end();
  return zip.outputStream as Readable;
}

/** A name that is one path segment everywhere. */
function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 80);
}
