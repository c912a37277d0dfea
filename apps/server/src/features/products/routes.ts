import { ClipoError, Product } from '@clipo/contract';
import { z } from 'zod';
import { Verdict } from '../../check/verdict.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { deleteProduct, type ProductRow, selectProduct, selectProducts } from './queries.ts';
import { saveProduct } from './save-product.ts';

const tag = 'Products';
const materialIds = z.array(z.string().min(1).max(100)).max(500);
const NewProduct = named(
  'NewProduct',
  z.strictObject({ product: Product, materialIds: materialIds.default([]).describe('Materials that show it') }),
);
const KeptProduct = named(
  'KeptProduct',
  z.strictObject({
    id: z.string(),
    product: Product,
    materialIds,
    verdict: Verdict,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
);
const ProductPage = named('ProductPage', pageOf(KeptProduct));

/** Adds the routes of products. */
export function addProductRoutes(app: Api, deps: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'saveProduct',
      method: 'post',
      path: '/api/v1/products',
      tag,
      summary: 'Keep a product; one with the same SKU is replaced',
      scope: 'write',
      body: NewProduct,
      status: 201,
      answer: KeptProduct,
      errors: ['content_rejected'],
    },
    async ({ actor, body }) => view(await saveProduct(deps, actor, body)),
  );
  addRoute(
    app,
    {
      id: 'listProducts',
      method: 'get',
      path: '/api/v1/products',
      tag,
      summary: 'List products, newest first',
      scope: 'read',
      query: PageQuery,
      answer: ProductPage,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterOf(query) };
      return cutPage(await deps.db.asTeam(actor.teamId, (tx) => selectProducts(tx, wanted)), query, view);
    },
  );
  const one = { path: '/api/v1/products/{id}', tag, params: idParams('prd') } as const;
  addRoute(
    app,
    { ...one, id: 'getProduct', method: 'get', summary: 'One product', scope: 'read', answer: KeptProduct },
    async ({ actor, params }) => {
      const row = await deps.db.asTeam(actor.teamId, (tx) => selectProduct(tx, params.id));
      if (row === undefined) {
        throw noProduct(params.id);
      }
      return view(row);
    },
  );
  addRoute(
    app,
    { ...one, id: 'deleteProduct', method: 'delete', summary: 'Delete a product', scope: 'write', status: 204 },
    async ({ actor, params }) => {
      if (!(await deps.db.asTeam(actor.teamId, (tx) => deleteProduct(tx, params.id)))) {
        throw noProduct(params.id);
      }
      return undefined;
    },
  );
}

function noProduct(id: string): ClipoError {
  return new ClipoError('no_such_thing', `no product ${id}`, { details: { kind: 'product', id } });
}

function view(row: ProductRow): z.input<typeof KeptProduct> {
  return {
    id: row.id,
    product: row.data,
    materialIds: row.materialIds,
    verdict: Verdict.parse(row.verdict),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
