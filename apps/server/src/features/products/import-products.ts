import { type ReadProduct, readProducts } from '@clipo/batch/brief';
import { ClipoError, InputProblems, type Product } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { check } from '../../check/check.ts';
import type { Verdict } from '../../check/verdict.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { importMaterial } from '../materials/import-material.ts';
import { selectMaterialsByName } from '../materials/queries.ts';
import { type ProductRow, saveProducts } from './queries.ts';

/** Pictures that one request may have fetched. */
const mostFetched = 100;
const parallel = 4;

type ImportDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'addresses' | 'looker' | 'queue'>;

/**
 * Keeps the products of a table: products.csv, products.jsonl, or a Google product feed as a table. All rows are kept, or
 * none. Pictures are materials of the team, by id or name, or addresses, which are fetched.
 * @throws InputProblems with row and column of every fault; content_rejected with the row; url_refused, fetch_failed …
 */
export async function importProducts(
  deps: ImportDeps,
  actor: Actor,
  { text, file, signal }: { text: string; file: 'products.csv' | 'products.jsonl'; signal: AbortSignal },
): Promise<{ rows: ProductRow[]; ignored: string[] }> {
  const { teamId } = actor;
  const known = await deps.db.asTeam(teamId, (tx) => selectMaterialsByName(tx, namesIn(text, file)));
  const isThere = (name: string) => known.has(name);
  const { products, ignored } = readProducts(text, { file, materials: [], isThere, takesAddresses: true });
  const verdicts = products.map(({ product, row }) => checkProduct(product, `${file} row ${row}`));
  const addresses = filesOf(products).filter((name) => /^https?:\/\//i.test(name));
  if (addresses.length > mostFetched) {
    throw inputFault(file, 'rule.too_many_addresses', { count: addresses.length, most: mostFetched });
  }
  await fetchAll(deps, actor, { addresses, known, signal });
  const rows = products.map(({ product, materials }, index) => ({
    id: newId('prd'),
    teamId,
    sku: product.id,
    data: product,
    materialIds: [...new Set(materials.flatMap((material) => known.get(material.file) ?? []))],
    verdict: verdicts[index] as Verdict,
  }));
  return { rows: await deps.db.asTeam(teamId, (tx) => saveProducts(tx, rows)), ignored };
}

/** Every material that the rows name. They are read twice: what they name has to be known before it can be looked for. */
function namesIn(text: string, file: string): string[] {
  const names = new Set<string>();
  const isThere = (name: string) => {
    names.add(name);
    return true;
  };
  try {
    readProducts(text, { file, materials: [], isThere, takesAddresses: true });
  } catch (cause) {
    // What is wrong with the rows is told together with what is wrong with their materials.
    if (!(cause instanceof ClipoError)) {
      throw cause;
    }
  }
  return [...names];
}

function filesOf(products: readonly ReadProduct[]): string[] {
  return [...new Set(products.flatMap(({ materials }) => materials.map((material) => material.file)))];
}

function checkProduct(product: Product, where: string): Verdict {
  const content = { kind: 'document', document: { product } } as const;
  const verdict = check(content);
  try {
    assertAllowed(content, verdict);
  } catch (cause) {
    if (cause instanceof ClipoError) {
      const details = { ...cause.details, field: `${where}, ${cause.details.field}` };
      throw new ClipoError(cause.code, `${where}: ${cause.message}`, { details, cause });
    }
    throw cause;
  }
  return verdict;
}

/** Fetches pictures; what one of them lacks is told for all of them together. */
async function fetchAll(
  deps: ImportDeps,
  actor: Actor,
  { addresses, known, signal }: { addresses: readonly string[]; known: Map<string, string>; signal: AbortSignal },
): Promise<void> {
  const waiting = [...addresses];
  const problems: ClipoError[] = [];
  const work = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      try {
        const { material } = await importMaterial(deps, actor, { url, words: {}, signal });
        known.set(url, material.id);
      } catch (cause) {
        if (!(cause instanceof ClipoError) || cause.code === 'cancelled') {
          throw cause;
        }
        problems.push(cause);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const [only] = problems;
  if (only !== undefined) {
    throw problems.length === 1 ? only : new InputProblems(problems);
  }
}
