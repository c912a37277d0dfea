import { createRootRoute, createRoute } from '@tanstack/react-router';
import { queries } from './api/client.ts';
import { meQuery } from './api/use-me.ts';
import { afterPaint } from './shell/after-paint.ts';
import { Broken } from './shell/broken.tsx';
import { Lost } from './shell/lost.tsx';
import { Shell } from './shell/shell.tsx';

export const root = createRootRoute({ notFoundComponent: Lost, errorComponent: Broken });
let isFirstPage = true;

/** What all pages of somebody who is signed in stand in. */
export const studio = createRoute({
  getParentRoute: () => root,
  id: 'studio',
  component: Shell,
  // A press on a link is answered before its page is drawn. The first page has no press before it.
  beforeLoad: async ({ cause }) => {
    if (isFirstPage) {
      // Asked for while the page's code is fetched, not after: nothing is drawn before it is known.
      void queries.prefetchQuery(meQuery());
    } else if (cause !== 'preload') {
      await afterPaint();
    }
    isFirstPage = false;
  },
});
