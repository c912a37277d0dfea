import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { withDatabase } from '../../backup/with-database.ts';
import { readLong } from '../../db/read-long.ts';
import type { Settings } from '../../env.ts';
import { openSecrets, type Secrets } from '../../guard/secrets.ts';
import { type EvidenceFault, verifyEvidenceThere } from '../measures/verify-evidence.ts';
import { anchorFile } from './anchor-audit.ts';
import { countRecord, selectAnchors, selectCutEnds, selectLostHeads, selectOddRows } from './queries-record.ts';
import { isAnchorOurs, type SignedAnchor } from './sign-anchor.ts';
import { type ActFault, verifyActs } from './verify-acts.ts';

/**
 * What is wrong with the record of acts, and where. Of rows: `changed` what it says, `removed` some before it are gone,
 * `inserted` some before it were put in. Of anchors: `forged` not signed by this service, `unlinked` it does not follow
 * the one before, `lost` it stands in the file of anchors alone, `rewritten` the chain that it signed no longer holds its
 * end: rows were taken off it, or all were made anew. Of evidence under seal: what is wrong with it, or its copy. Of acts:
 * what they say of themselves (why, before and after) is not what the record bound.
 */
export type AuditFault =
  | { kind: 'changed' | 'removed' | 'inserted'; teamId: string; row: number }
  | { kind: 'forged' | 'unlinked' | 'lost'; anchor: string }
  | { kind: 'rewritten'; anchor: string; teamId: string; row: number }
  | { kind: 'evidence'; evidence: string; fault: EvidenceFault['kind'] }
  | { kind: 'act'; act: string; fault: ActFault['kind'] };

/** What was looked at, and what was found: the first 100 faults. */
export interface AuditReport {
  rows: number;
  teams: number;
  anchors: number;
  /** When the newest anchor was made; acts after it are held by their chain alone. */
  lastAnchorAt: string | null;
  /** How much evidence is under seal; the copies of its files are read whole. */
  evidence: number;
  faults: AuditFault[];
}

const most = 100;

/**
 * Reads the whole record of acts again and tells whether anything in it was changed, taken out or put in.
 * @param copy a file of anchors that was kept elsewhere, beside the one in the data folder
 * @throws ClipoError conflict where there is no record yet
 */
export async function verifyAudit(settings: Settings, copy?: string): Promise<AuditReport> {
  if (settings.DATABASE_URL === undefined && !existsSync(join(settings.home, 'postgres.json'))) {
    throw noRecord(settings.home);
  }
  return withDatabase(settings, (url) => verifyThere(url, settings, copy));
}

function noRecord(place: string): ClipoError {
  const problem = `no service of this version has run with ${place}`;
  return new ClipoError('conflict', problem, { details: { problem } });
}

async function verifyThere(url: string, settings: Settings, copy: string | undefined): Promise<AuditReport> {
  const secrets = await openSecrets(settings);
  const elsewhere = [
    ...(await anchorsIn(join(settings.home, anchorFile), true)),
    ...(copy === undefined ? [] : await anchorsIn(copy, false)),
  ];
  return readLong(url, async (ask) => {
    const counts = await countRecord(ask);
    if (counts === undefined) {
      throw noRecord(settings.DATABASE_URL === undefined ? settings.home : 'this database');
    }
    const anchors = await selectAnchors(ask);
    const odd = await selectOddRows(ask, most);
    const faults: AuditFault[] = [
      ...odd.map(
        ({ teamId, id, isChanged, isKnown }): AuditFault => ({
          kind: isChanged ? 'changed' : isKnown ? 'inserted' : 'removed',
          teamId,
          row: id,
        }),
      ),
      ...faultsOfAnchors(anchors, elsewhere, secrets),
    ];
    // What was taken away because its term had ended ends where an anchor of ours says that the chain did.
    const signed = new Set(
      anchors
        .filter((anchor) => isAnchorOurs(secrets, anchor))
        .flatMap(({ heads }) => heads.map((head) => head.join('|'))),
    );
    const cuts = (await selectCutEnds(ask)).filter((end) => !signed.has(end.join('|')));
    faults.push(...cuts.map(([teamId, row]) => ({ kind: 'removed' as const, teamId, row })));
    for (const { at, heads } of anchors) {
      const lost = await selectLostHeads(ask, heads);
      faults.push(...lost.map(({ teamId, id }) => ({ kind: 'rewritten' as const, anchor: at, teamId, row: id })));
    }
    const evidence = await verifyEvidenceThere(ask, { secrets, home: settings.home });
    faults.push(
      ...evidence.faults.map(({ kind, evidence: id }) => ({ kind: 'evidence' as const, evidence: id, fault: kind })),
    );
    const acts = await verifyActs(ask, most);
    faults.push(...acts.map(({ kind, act }) => ({ kind: 'act' as const, act, fault: kind })));
    return {
      ...counts,
      evidence: evidence.many,
      anchors: anchors.length,
      lastAnchorAt: anchors.at(-1)?.at ?? null,
      faults: faults.slice(0, most),
    };
  });
}

function faultsOfAnchors(
  anchors: readonly SignedAnchor[],
  elsewhere: readonly SignedAnchor[],
  secrets: Secrets,
): AuditFault[] {
  const here = new Set(anchors.map(({ hash }) => hash));
  return [
    ...anchors.filter((anchor) => !isAnchorOurs(secrets, anchor)).map(({ at }) => fault('forged', at)),
    ...anchors
      .filter(({ previous }, index) => previous !== (anchors[index - 1]?.hash ?? ''))
      .map(({ at }) => fault('unlinked', at)),
    ...elsewhere
      .filter((anchor) => !here.has(anchor.hash))
      .map((anchor) => fault(isAnchorOurs(secrets, anchor) ? 'lost' : 'forged', anchor.at)),
  ];
}

function fault(kind: 'forged' | 'unlinked' | 'lost', anchor: string): AuditFault {
  return { kind, anchor };
}

async function anchorsIn(file: string, mayBeMissing: boolean): Promise<SignedAnchor[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (mayBeMissing && cause.code === 'ENOENT') {
      return '';
    }
    throw cause;
  });
  return text
    .split('\n')
    .flatMap((line, index) => (line === '' ? [] : [anchorOf(line, `${basename(file)}:${index + 1}`)]));
}

const Anchor = z.object({
  at: z.string(),
  previous: z.string(),
  heads: z.array(z.tuple([z.string(), z.number(), z.string(), z.number()])),
  hash: z.string(),
  signature: z.string(),
});

/** An anchor from a line; of a line that is none, one that nobody has signed, named by its place. */
function anchorOf(line: string, place: string): SignedAnchor {
  try {
    return Anchor.parse(JSON.parse(line));
  } catch {
    return { at: place, previous: '', heads: [], hash: '', signature: '' };
  }
}
