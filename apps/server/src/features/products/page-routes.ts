import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import type { PageSource } from './page-facts.ts';
import { readPage } from './read-page.ts';

const sources = ['json-ld', 'open-graph', 'microdata', 'title'] as const satisfies readonly PageSource[];
const PageValue = named(
  'PageValue',
  z.strictObject({ text: z.string(), source: z.enum(sources).describe('In which way the page says it') }),
);
const PageWish = named('PageWish', z.strictObject({ url: z.string().trim().min(1).max(2000) }));
const ProductPageFacts = named(
  'ProductPageFacts',
  z.strictObject({
    url: z.string().describe('The address that answered, after redirects'),
    name: PageValue.optional(),
    description: PageValue.optional(),
    brand: PageValue.optional(),
    category: PageValue.optional(),
    sku: PageValue.optional(),
    price: PageValue.optional(),
    currency: PageValue.optional(),
    images: z.array(PageValue).describe('Addresses of its pictures'),
  }),
);

/** Adds the route that reads a product's page. */
export function addPageRoutes(app: Api, deps: Pick<Deps, 'addresses'>): void {
  addRoute(
    app,
    {
      id: 'readProductPage',
      method: 'post',
      path: '/api/v1/products/read-page',
      tag: 'Products',
      summary: 'Read what a shop’s page says of its product (JSON-LD, microdata, Open Graph); nothing is kept',
      scope: 'write',
      body: PageWish,
      answer: ProductPageFacts,
      errors: ['url_refused', 'fetch_failed', 'content_rejected'],
    },
    async ({ body: { url }, c }) => readPage(deps, { url, signal: c.req.raw.signal }),
  );
}
