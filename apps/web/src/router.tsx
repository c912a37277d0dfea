import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { isOwnPath } from './api/own-path.ts';
import { operatorPages } from './operator-pages.ts';
import { askForHome } from './pages/home/home-queries.ts';
import { type MaterialsView, materialsViews } from './pages/materials/materials-view.ts';
import { root, studio } from './root-pages.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; problem?: string } => ({
    ...(typeof search.next === 'string' && isOwnPath(search.next, location.origin) ? { next: search.next } : {}),
    ...(typeof search.problem === 'string' ? { problem: search.problem } : {}),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in.tsx'), 'SignIn'),
});
const agreement = createRoute({
  getParentRoute: () => root,
  path: '/agreements/$kind',
  component: lazyRouteComponent(() => import('./pages/agreements/agreement.tsx'), 'Agreement'),
});
const notMe = createRoute({
  getParentRoute: () => root,
  path: '/not-me',
  component: lazyRouteComponent(() => import('./pages/security/not-me.tsx'), 'NotMe'),
});
const deleted = createRoute({
  getParentRoute: () => root,
  path: '/deleted',
  component: lazyRouteComponent(() => import('./pages/deleted/deleted.tsx'), 'Deleted'),
});
const guardian = createRoute({
  getParentRoute: () => root,
  path: '/guardian',
  component: lazyRouteComponent(() => import('./pages/guardian/guardian.tsx'), 'Guardian'),
});
const shared = createRoute({
  getParentRoute: () => root,
  path: '/shared',
  component: lazyRouteComponent(() => import('./pages/shared/shared.tsx'), 'Shared'),
});
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: lazyRouteComponent(() => import('./pages/verify/verify.tsx'), 'Verify'),
});
const report = createRoute({
  getParentRoute: () => root,
  path: '/report',
  validateSearch: (search: Record<string, unknown>): { about?: string } =>
    typeof search.about === 'string' ? { about: search.about } : {},
  component: lazyRouteComponent(() => import('./pages/cases/report.tsx'), 'Report'),
});
const caseLink = createRoute({
  getParentRoute: () => root,
  path: '/case',
  component: lazyRouteComponent(() => import('./pages/cases/case-link.tsx'), 'CaseLink'),
});
const cases = createRoute({
  getParentRoute: () => studio,
  path: '/cases',
  component: lazyRouteComponent(() => import('./pages/cases/cases.tsx'), 'Cases'),
});
const account = createRoute({
  getParentRoute: () => studio,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account.tsx'), 'Account'),
});
const security = createRoute({
  getParentRoute: () => studio,
  path: '/security',
  validateSearch: (search: Record<string, unknown>): { problem?: string } =>
    typeof search.problem === 'string' ? { problem: search.problem } : {},
  component: lazyRouteComponent(() => import('./pages/security/security.tsx'), 'Security'),
});
const notices = createRoute({
  getParentRoute: () => studio,
  path: '/notices',
  component: lazyRouteComponent(() => import('./pages/notices/notices.tsx'), 'Notices'),
});
const measures = createRoute({
  getParentRoute: () => studio,
  path: '/measures',
  component: lazyRouteComponent(() => import('./pages/measures/measures.tsx'), 'Measures'),
});
const credits = createRoute({
  getParentRoute: () => studio,
  path: '/credits',
  component: lazyRouteComponent(() => import('./pages/credits/credits.tsx'), 'Credits'),
});
const team = createRoute({
  getParentRoute: () => studio,
  path: '/team',
  component: lazyRouteComponent(() => import('./pages/team/team.tsx'), 'Team'),
});
const privacy = createRoute({
  getParentRoute: () => studio,
  path: '/privacy',
  component: lazyRouteComponent(() => import('./pages/privacy/privacy.tsx'), 'Privacy'),
});
const invitation = createRoute({
  getParentRoute: () => studio,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/team/invitation.tsx'), 'Invitation'),
});
const home = createRoute({
  getParentRoute: () => studio,
  path: '/',
  beforeLoad: () => void askForHome(),
  component: lazyRouteComponent(() => import('./pages/home/home.tsx'), 'Home'),
});
const batches = createRoute({
  getParentRoute: () => studio,
  path: '/batches',
  component: lazyRouteComponent(() => import('./pages/batches/batches.tsx'), 'Batches'),
});
const newBatch = createRoute({
  getParentRoute: () => studio,
  path: '/batches/new',
  component: lazyRouteComponent(() => import('./pages/batches/new-batch.tsx'), 'NewBatch'),
});
const batch = createRoute({
  getParentRoute: () => studio,
  path: '/batches/$id',
  validateSearch: (search: Record<string, unknown>): { video?: string } =>
    typeof search.video === 'string' ? { video: search.video } : {},
  component: lazyRouteComponent(() => import('./pages/batches/batch.tsx'), 'Batch'),
});
const recipes = createRoute({
  getParentRoute: () => studio,
  path: '/recipes',
  component: lazyRouteComponent(() => import('./pages/matrix/recipes.tsx'), 'Recipes'),
});
const matrix = createRoute({
  getParentRoute: () => studio,
  path: '/recipes/$id',
  component: lazyRouteComponent(() => import('./pages/matrix/matrix.tsx'), 'Matrix'),
});
const library = createRoute({
  getParentRoute: () => studio,
  path: '/library',
  component: lazyRouteComponent(() => import('./pages/library/library.tsx'), 'Library'),
});
const deliveries = createRoute({
  getParentRoute: () => studio,
  path: '/deliveries',
  component: lazyRouteComponent(() => import('./pages/deliveries/deliveries.tsx'), 'Deliveries'),
});
const newDelivery = createRoute({
  getParentRoute: () => studio,
  path: '/deliveries/new',
  validateSearch: (search: Record<string, unknown>): { batch?: string } =>
    typeof search.batch === 'string' ? { batch: search.batch } : {},
  component: lazyRouteComponent(() => import('./pages/deliveries/new-delivery.tsx'), 'NewDelivery'),
});
const delivery = createRoute({
  getParentRoute: () => studio,
  path: '/deliveries/$id',
  component: lazyRouteComponent(() => import('./pages/deliveries/delivery.tsx'), 'Delivery'),
});
const newTalk = createRoute({
  getParentRoute: () => studio,
  path: '/talk',
  component: lazyRouteComponent(() => import('./pages/talk/talk.tsx'), 'NewTalk'),
});
const talk = createRoute({
  getParentRoute: () => studio,
  path: '/talk/$id',
  component: lazyRouteComponent(() => import('./pages/talk/talk.tsx'), 'OldTalk'),
});
const model = createRoute({
  getParentRoute: () => studio,
  path: '/model',
  component: lazyRouteComponent(() => import('./pages/talk/model.tsx'), 'Model'),
});
const help = createRoute({
  getParentRoute: () => studio,
  path: '/help',
  component: lazyRouteComponent(() => import('./pages/help/help.tsx'), 'Help'),
});
const reports = createRoute({
  getParentRoute: () => studio,
  path: '/output-reports',
  component: lazyRouteComponent(() => import('./pages/talk/reports.tsx'), 'Reports'),
});
const edit = createRoute({
  getParentRoute: () => studio,
  path: '/videos/$id/edit',
  component: lazyRouteComponent(() => import('./pages/edit/edit.tsx'), 'Edit'),
});
const materials = createRoute({
  getParentRoute: () => studio,
  path: '/materials',
  validateSearch: ({ view }: Record<string, unknown>): { view?: MaterialsView } => {
    const known = materialsViews.find((one) => one === view);
    return known === undefined ? {} : { view: known };
  },
  component: lazyRouteComponent(() => import('./pages/materials/materials.tsx'), 'Materials'),
});
const presenters = createRoute({
  getParentRoute: () => studio,
  path: '/presenters',
  component: lazyRouteComponent(() => import('./pages/galleries/presenters.tsx'), 'Presenters'),
});
const engines = createRoute({
  getParentRoute: () => studio,
  path: '/engines',
  component: lazyRouteComponent(() => import('./pages/engines/engines.tsx'), 'Engines'),
});
const dictionary = createRoute({
  getParentRoute: () => studio,
  path: '/dictionary',
  component: lazyRouteComponent(() => import('./pages/dictionary/dictionary.tsx'), 'DictionaryPage'),
});
const proofs = createRoute({
  getParentRoute: () => studio,
  path: '/proofs',
  component: lazyRouteComponent(() => import('./pages/proofs/proofs.tsx'), 'ProofsPage'),
});
const voices = createRoute({
  getParentRoute: () => studio,
  path: '/voices',
  component: lazyRouteComponent(() => import('./pages/galleries/voices.tsx'), 'Voices'),
});
const templates = createRoute({
  getParentRoute: () => studio,
  path: '/templates',
  component: lazyRouteComponent(() => import('./pages/galleries/templates.tsx'), 'Templates'),
});

/** Every page by its address. A page's code is fetched when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    agreement,
    notMe,
    deleted,
    guardian,
    shared,
    verify,
    report,
    caseLink,
    studio.addChildren([
      home,
      newTalk,
      talk,
      model,
      reports,
      help,
      batches,
      newBatch,
      batch,
      recipes,
      matrix,
      library,
      deliveries,
      newDelivery,
      delivery,
      edit,
      materials,
      presenters,
      voices,
      engines,
      dictionary,
      proofs,
      templates,
      account,
      security,
      notices,
      measures,
      credits,
      cases,
      team,
      privacy,
      invitation,
      ...operatorPages,
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
