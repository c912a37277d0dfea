import { ClipoError, Product } from '@clipo/contract';
import { z } from 'zod';
import { Verdict } from '../../check/verdict.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { readText } from '../../http/read-json.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { importProducts } from './import-products.ts';
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

const ImportedProducts = named(
  'ImportedProducts',
  z.strictObject({
    items: z.array(KeptProduct),
    ignoredColumns: z.array(z.string()).describe('Columns of feeds that nothing is done with'),
  }),
);

const mostTableBytes = 8 * 1024 * 1024;
const tables: Readonly<Record<string, 'products.csv' | 'products.jsonl'>> = {
  'text/csv': 'products.csv',
  'text/tab-separated-values': 'products.csv',
  'application/jsonl': 'products.jsonl',
  'application/x-ndjson': 'products.jsonl',
};

/** What a table is read as. @throws ClipoError `unsupported_type` */
function fileOf(header: string | undefined): 'products.csv' | 'products.jsonl' {
  const type = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const file = tables[type];
  if (file === undefined) {
    const allowed = Object.keys(tables).join(', ');
    throw new ClipoError('unsupported_type', `${type} is no table`, { details: { type: type || '?', allowed } });
  }
  return file;
}

/** Adds the routes of products. */
export function addProductRoutes(
  app: Api,
  deps: Pick<Deps, 'db' | 'media' | 'settings' | 'addresses' | 'looker' | 'queue'>,
): void {
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
      id: 'importProducts',
      method: 'post',
      path: '/api/v1/products/import',
      tag,
      summary: 'Keep the products of a table, of JSON lines, or of a Google product feed: all of them, or none',
      scope: 'write',
      rawBody: {
        types: ['text/csv', 'text/tab-separated-values', 'application/jsonl'],
        description:
          'A table with a header (commas, semicolons or tabs), or one JSON object a line; at most 8 MiB. Columns are those of products.csv or of the Google product feed; pictures are materials, by id or name, or addresses',
      },
      status: 201,
      answer: ImportedProducts,
      errors: [
        ...(['invalid_input', 'unsupported_type', 'too_large', 'content_rejected', 'url_refused'] as const),
        ...(['fetch_failed', 'unreadable_material', 'quota_exceeded', 'disk_full'] as const),
      ],
    },
    async ({ actor, c }) => {
      const file = fileOf(c.req.header('content-type'));
      const text = await readText(c.req.raw, mostTableBytes);
      const { rows, ignored } = await importProducts(deps, actor, { text, file, signal: c.req.raw.signal });
      return { items: rows.map(view), ignoredColumns: ignored };
    },
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
