import { ClipoError, InputProblems, type Language } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import type { DeliveryPosts } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { type DeliveryWish, layOutDelivery } from './lay-out-delivery.ts';
import { type DeliveryRow, insertDelivery } from './queries.ts';

/**
 * Keeps a delivery that its channels take. Nothing is packed yet: a package is made while it is read.
 * @throws ClipoError no_such_thing, content_rejected, invalid_input with every fault and what to do about it
 */
export async function createDelivery(
  deps: Pick<Deps, 'db' | 'media'>,
  actor: Actor,
  wish: DeliveryWish,
  language: Language,
): Promise<DeliveryRow> {
  const { teamId, person } = actor;
  return deps.db.asTeam(teamId, async (tx) => {
    const { rows, posts, findings } = await layOutDelivery(tx, deps, teamId, wish);
    const faults = findings.filter(({ level }) => level === 'error');
    if (faults.length > 0) {
      throw new InputProblems(
        faults.map(({ channel, video, field, rule, values }) =>
          inputFault([`${channel.platform}:${channel.handle}`, video, field].filter(Boolean).join(' · '), rule, values),
        ),
      );
    }
    if (wish.channels.length === 0 && rows.some(({ files }) => files === null)) {
      const problem = 'a video is not finished';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    const content = postsContent(posts);
    const verdict = check(content);
    assertAllowed(content, verdict);
    return insertDelivery(tx, {
      id: newId('pkg'),
      teamId,
      createdBy: person?.userId ?? null,
      videoIds: rows.map(({ id }) => id),
      channels: [...wish.channels],
      labels: [...wish.labels],
      posts,
      language,
      verdict,
    });
  });
}

/** All texts of a delivery, as they are checked. */
export function postsContent(posts: DeliveryPosts) {
  return { kind: 'document', document: { posts } } as const;
}
