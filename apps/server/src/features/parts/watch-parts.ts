import { ClipoError, type Language } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { type ClosedPart, selectClosed } from './queries.ts';
import { partOf, type ServicePart } from './service-parts.ts';

/** What each process knows of closed parts is no older, so that closing holds everywhere within seconds. */
const freshMs = 2000;

/** Who asks for what. */
export interface PartUse {
  /** Name of the operation. */
  operation: string;
  actor: Actor | undefined;
  language: Language;
}

export interface PartWatch {
  /** Lets an operation pass. @throws ClipoError unavailable, with the reason, where its part is closed */
  assertOpen(use: PartUse): Promise<void>;
  /** Forgets what is known: the next request looks. */
  forget(): void;
}

/** Watches over what is closed: one short query every two seconds at most, and only while somebody asks. */
export function watchParts({ db }: Pick<Deps, 'db'>, now: () => number = Date.now): PartWatch {
  let known: { at: number; rows: Promise<ClosedPart[]> } | undefined;
  const closed = () => {
    if (known === undefined || now() - known.at >= freshMs) {
      const rows = db.asSystem((tx) => selectClosed(tx));
      known = { at: now(), rows };
      // A look that failed is no knowledge.
      rows.catch(() => {
        known = undefined;
      });
    }
    return known.rows;
  };
  return {
    async assertOpen(use) {
      const parts = partsOf(use);
      if (parts.length === 0) {
        return;
      }
      const row = (await closed()).find(({ part }) => parts.some((own) => own === part));
      if (row !== undefined) {
        const problem = use.language === 'zh-CN' ? row.reasonZh : row.reasonEn;
        throw new ClipoError('unavailable', `${row.part} is closed: ${problem}`, { details: { problem } });
      }
    },
    forget() {
      known = undefined;
    },
  };
}

function partsOf({ operation, actor }: PartUse): ServicePart[] {
  const own = partOf[operation];
  // The operator's key opens what was closed.
  const isByKey = actor !== undefined && actor.person === undefined && !actor.scopes.includes('*');
  return [...(own === undefined ? [] : [own]), ...(isByKey ? (['api'] as const) : [])];
}
