import { ClipoError, type Product } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { checkWithProofs } from '../claim-proofs/check-with-proofs.ts';
import { missingMaterials, type ProductRow, saveProducts } from './queries.ts';

/**
 * Keeps a product under its own id (SKU): a second one of that id replaces the first.
 * @throws ClipoError `content_rejected`; `invalid_input` naming a material that is not the team's
 */
export async function saveProduct(
  { db }: Pick<Deps, 'db'>,
  { teamId }: Actor,
  { product, materialIds }: { product: Product; materialIds: string[] },
): Promise<ProductRow> {
  const content = { kind: 'document', document: { product } } as const;
  return db.asTeam(teamId, async (tx) => {
    const verdict = await checkWithProofs(tx, teamId, content, [product.id]);
    assertAllowed(content, verdict);
    const [missing] = await missingMaterials(tx, materialIds);
    if (missing !== undefined) {
      const field = `materialIds[${materialIds.indexOf(missing)}]`;
      const problem = `there is no material ${missing}`;
      throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
    }
    const row = { id: newId('prd'), teamId, sku: product.id, data: product, materialIds, verdict };
    const [saved] = await saveProducts(tx, [row]);
    return saved as ProductRow;
  });
}
