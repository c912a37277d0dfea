import { type CaseDeps, moveOn, note, tellSender } from './act-on-case.ts';
import { suitDays } from './case-states.ts';
import type { FiledCase } from './queries.ts';
import { onCase } from './sender-acts.ts';

/**
 * The owner of what a case is about answers. A counter-notice, sworn like the notice, goes to the sender at once: from then
 * on they have fifteen days to go to court or to an authority.
 * @throws ClipoError no_such_thing, conflict
 */
export async function answerAsOwner(
  deps: CaseDeps,
  { id, by }: { id: string; by: string },
  { text, isCounter }: { text: string; isCounter: boolean },
  now = new Date(),
): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    if (!isCounter) {
      await note(tx, deps, id, { kind: 'said', party: 'owner', by, readers: 'owner', text });
      return moveOn(tx, row, 'answer', now);
    }
    const moved = await moveOn(tx, row, 'counter', now);
    await note(tx, deps, id, { kind: 'counter-notice', party: 'owner', by, readers: 'both', text });
    await note(tx, deps, id, { kind: 'forwarded', party: 'service', readers: 'both' });
    const time = (moved.dueAt ?? new Date(now.getTime() + suitDays * 86_400_000)).toISOString();
    await tellSender(tx, deps, moved, 'case-countered', { number: row.number, text, time });
    return moved;
  });
}
