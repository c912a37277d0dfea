import { createRootRoute, createRoute } from '@tanstack/react-router';
import { Broken } from './shell/broken.tsx';
import { Lost } from './shell/lost.tsx';
import { Shell } from './shell/shell.tsx';

export const root = createRootRoute({ notFoundComponent: Lost, errorComponent: Broken });
/** What all pages of somebody who is signed in stand in. */
export const studio = createRoute({ getParentRoute: () => root, id: 'studio', component: Shell });
