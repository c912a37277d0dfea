import type { Transaction } from '../../db/database.ts';
import type { CaseDeps } from './act-on-case.ts';
import { moveOn, note, tellSender } from './act-on-case.ts';
import { giveBack } from './operator-acts.ts';
import { proposeForSilence } from './propose-for-case.ts';
import { type FiledCase, takeDueCases, updateFiledCase } from './queries.ts';

const atOnce = 50;

/**
 * Does what silence brings: a contact that nobody confirmed ends its case; a sender or an owner who does not answer leaves
 * it to the service, with a proposal to freeze where proof was left unanswered; and after a counter-notice that nobody took to court, what is down comes back.
 * @returns how many cases it moved on
 */
export async function runDueCases(deps: CaseDeps, now = new Date()): Promise<number> {
  let moved = 0;
  for (;;) {
    const rows = await deps.db.asSystem(async (tx) => {
      const due = await takeDueCases(tx, now, atOnce);
      for (const row of due) {
        await endTurn(tx, deps, row, now);
      }
      return due.length;
    });
    moved += rows;
    if (rows < atOnce) {
      return moved;
    }
  }
}

async function endTurn(tx: Transaction, deps: CaseDeps, row: FiledCase, now: Date): Promise<void> {
  const { state } = row;
  await moveOn(tx, row, 'silence', now);
  await note(tx, deps, row.id, { kind: 'silent', party: 'service', readers: 'both', text: state });
  if (state === 'unconfirmed') {
    await updateFiledCase(tx, row.id, { outcome: 'withdrawn', closedAt: now });
  }
  if (state === 'noticed') {
    await proposeForSilence(tx, deps, row, now);
  }
  if (state === 'countered') {
    await giveBack(tx, deps, row, now);
    await updateFiledCase(tx, row.id, { outcome: 'restored', closedAt: now });
    await tellSender(tx, deps, row, 'case-decided', { number: row.number, outcome: 'restored', text: '' });
  }
}
