import { ClipoError } from '@clipo/contract';

import type { Deps } from '../../deps.ts';
import type { Api } from '../../http/route.ts';
import { redeemGrant } from '../keys/redeem-grant.ts';
import { grantPage, homePage, keyPage, spentPage } from './page.ts';

/** Adds the page at the root and the two of the first-run link. A key must not stay in anybody's cache. */
export function addFirstRunRoutes(app: Api, deps: Pick<Deps, 'db' | 'pages'>): void {
  const uncached = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  if (deps.pages === undefined) {
    app.get('/', (c) => c.html(homePage()));
  }
  app.get('/first-run', (c) => c.html(grantPage(c.req.query('grant') ?? ''), 200, uncached));
  app.post('/first-run', async (c) => {
    const { grant } = await c.req.parseBody();
    try {
      const { secret } = await redeemGrant(deps, typeof grant === 'string' ? grant : '');
      return c.html(keyPage(secret), 200, uncached);
    } catch (cause) {
      if (cause instanceof ClipoError && cause.code === 'not_found') {
        return c.html(spentPage(), 404, uncached);
      }
      throw cause;
    }
  });
}
