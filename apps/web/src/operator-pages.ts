import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { studio } from './root-pages.ts';

const allCases = createRoute({
  getParentRoute: () => studio,
  path: '/operate/cases',
  validateSearch: (search: Record<string, unknown>): { id?: string } =>
    typeof search.id === 'string' ? { id: search.id } : {},
  component: lazyRouteComponent(() => import('./pages/operate/all-cases.tsx'), 'AllCases'),
});
const overview = createRoute({
  getParentRoute: () => studio,
  path: '/operate',
  component: lazyRouteComponent(() => import('./pages/operate/overview.tsx'), 'Overview'),
});
const audit = createRoute({
  getParentRoute: () => studio,
  path: '/operate/audit',
  component: lazyRouteComponent(() => import('./pages/operate/audit.tsx'), 'Audit'),
});
const announce = createRoute({
  getParentRoute: () => studio,
  path: '/operate/announcements',
  component: lazyRouteComponent(() => import('./pages/operate/announce.tsx'), 'Announce'),
});
const grants = createRoute({
  getParentRoute: () => studio,
  path: '/operate/grants',
  component: lazyRouteComponent(() => import('./pages/operate/grants.tsx'), 'Grants'),
});
const licensed = createRoute({
  getParentRoute: () => studio,
  path: '/operate/licensed',
  component: lazyRouteComponent(() => import('./pages/operate/licensed.tsx'), 'Licensed'),
});
const templates = createRoute({
  getParentRoute: () => studio,
  path: '/operate/templates',
  validateSearch: (search: Record<string, unknown>): { view?: 'films' | 'notices' } =>
    search.view === 'notices' ? { view: 'notices' } : {},
  component: lazyRouteComponent(() => import('./pages/operate/templates.tsx'), 'OperatedTemplates'),
});
const teams = createRoute({
  getParentRoute: () => studio,
  path: '/operate/teams',
  validateSearch: (search: Record<string, unknown>): { search?: string; id?: string } => ({
    ...(typeof search.search === 'string' ? { search: search.search } : {}),
    ...(typeof search.id === 'string' ? { id: search.id } : {}),
  }),
  component: lazyRouteComponent(() => import('./pages/operate/teams.tsx'), 'Teams'),
});
const jobs = createRoute({
  getParentRoute: () => studio,
  path: '/operate/jobs',
  component: lazyRouteComponent(() => import('./pages/operate/jobs.tsx'), 'Jobs'),
});
const retention = createRoute({
  getParentRoute: () => studio,
  path: '/operate/retention',
  component: lazyRouteComponent(() => import('./pages/operate/retention.tsx'), 'Retention'),
});
const actings = createRoute({
  getParentRoute: () => studio,
  path: '/operate/actings',
  component: lazyRouteComponent(() => import('./pages/operate/actings.tsx'), 'Actings'),
});
const incidents = createRoute({
  getParentRoute: () => studio,
  path: '/operate/incidents',
  component: lazyRouteComponent(() => import('./pages/operate/incidents.tsx'), 'Incidents'),
});
const operateMeasures = createRoute({
  getParentRoute: () => studio,
  path: '/operate/measures',
  component: lazyRouteComponent(() => import('./pages/operate/measures.tsx'), 'OperateMeasures'),
});
const operateAppeals = createRoute({
  getParentRoute: () => studio,
  path: '/operate/appeals',
  component: lazyRouteComponent(() => import('./pages/operate/appeals.tsx'), 'OperateAppeals'),
});
const outbox = createRoute({
  getParentRoute: () => studio,
  path: '/outbox',
  component: lazyRouteComponent(() => import('./pages/operate/outbox.tsx'), 'Outbox'),
});
const people = createRoute({
  getParentRoute: () => studio,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/operate/people.tsx'), 'People'),
});
const parts = createRoute({
  getParentRoute: () => studio,
  path: '/parts',
  component: lazyRouteComponent(() => import('./pages/operate/parts.tsx'), 'Parts'),
});
const papers = createRoute({
  getParentRoute: () => studio,
  path: '/papers',
  validateSearch: (search: Record<string, unknown>): { team?: string } =>
    typeof search.team === 'string' ? { team: search.team } : {},
  component: lazyRouteComponent(() => import('./pages/operate/papers.tsx'), 'Papers'),
});
const desk = createRoute({
  getParentRoute: () => studio,
  path: '/desk',
  component: lazyRouteComponent(() => import('./pages/operate/desk.tsx'), 'Desk'),
});
const rules = createRoute({
  getParentRoute: () => studio,
  path: '/rules',
  component: lazyRouteComponent(() => import('./pages/operate/rules.tsx'), 'Rules'),
});
const payments = createRoute({
  getParentRoute: () => studio,
  path: '/payments',
  component: lazyRouteComponent(() => import('./pages/operate/payments.tsx'), 'Payments'),
});

/** Pages of those who run the service. */
export const operatorPages = [
  allCases,
  overview,
  audit,
  announce,
  grants,
  licensed,
  templates,
  teams,
  jobs,
  retention,
  actings,
  incidents,
  operateMeasures,
  operateAppeals,
  outbox,
  people,
  parts,
  papers,
  desk,
  rules,
  payments,
] as const;
