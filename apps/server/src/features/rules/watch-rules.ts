import { putInForce } from '../../check/rules-in-force.ts';
import type { Deps } from '../../deps.ts';
import { selectInForce } from './queries.ts';

/** What a process judges by is no older than this. */
const freshMs = 2000;

/** Keeps the rules of this process to what operators published. */
export interface RuleWatch {
  /** Resolves once the rules are those in force, as of at most two seconds ago. */
  look(): Promise<void>;
  /** Forgets when it looked: the next one asks the store. */
  forget(): void;
}

/** Watches: one short query every two seconds at most, and only while there is something to judge. */
export function watchRules({ db }: Pick<Deps, 'db'>, now: () => number = Date.now): RuleWatch {
  let looked: { at: number; done: Promise<void> } | undefined;
  return {
    look() {
      if (looked === undefined || now() - looked.at >= freshMs) {
        const done = db.asSystem(selectInForce).then(
          (row) => putInForce(row?.data ?? []),
          // A look that failed is no knowledge: what was in force before holds on, and the next one looks again.
          () => {
            looked = undefined;
          },
        );
        looked = { at: now(), done };
      }
      return looked.done;
    },
    forget() {
      looked = undefined;
    },
  };
}
