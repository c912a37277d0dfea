import { createRootRoute, createRoute } from '@tanstack/react-router';
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
    if (cause !== 'preload' && !isFirstPage) {
      await afterPaint();
    }
    isFirstPage = false;
  },
});
