import type { Transaction } from '../db/database.ts';
import { lockTurns, saveTurns, type TurnState } from './queries.ts';

/** A priority is a 32-bit integer: far from its end, turns begin at 0 again as soon as nothing waits. */
const mostTurn = 1_000_000_000;

/**
 * Fair queueing between teams (start-time fair queueing). Each job gets a turn: where the team's job before it ends, but
 * not before what is being run now; it takes up as many turns as it costs. The queue runs the lowest turn first. So a team
 * with five videos goes at once between the pieces of one with a thousand, share and share alike, and one that is alone
 * has everything. Pure.
 * @returns the turn of each job, and where turns end afterwards
 */
export function dealTurns(costs: readonly number[], state: TurnState): { turns: number[]; own: number; end: number } {
  const isFresh = state.head === null && state.end > mostTurn;
  const end = isFresh ? 0 : state.end;
  // What ends after all others was dealt before turns began anew.
  const own = state.own > end ? 0 : state.own;
  let next = Math.max(state.head ?? end, own);
  const turns = costs.map((cost) => {
    const turn = next;
    next += Math.max(1, Math.round(cost));
    return turn;
  });
  return { turns, own: next, end: Math.max(end, next) };
}

/** Deals turns to jobs that a team adds in this transaction. */
export async function takeTurns(tx: Transaction, teamId: string, costs: readonly number[]): Promise<number[]> {
  if (costs.length === 0) {
    return [];
  }
  const dealt = dealTurns(costs, await lockTurns(tx, teamId));
  await saveTurns(tx, teamId, dealt);
  return dealt.turns;
}

/** What a piece costs, in turns: ten million pixels are one. */
export function pieceCost(frames: number, size: { width: number; height: number }): number {
  return (frames * size.width * size.height) / 1e7;
}
