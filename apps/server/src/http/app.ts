import { randomUUID } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Next } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Deps } from '../deps.ts';
import { addMeRoutes } from '../features/accounts/me-routes.ts';
import { addPasskeyRoutes } from '../features/accounts/passkey-routes.ts';
import { addSignInRoutes } from '../features/accounts/routes.ts';
import { addWayRoutes } from '../features/accounts/ways-routes.ts';
import { addWechatRoutes } from '../features/accounts/wechat-routes.ts';
import { addActingRoutes } from '../features/acting/routes.ts';
import { addAgreementRoutes } from '../features/agreements/routes.ts';
import { addAppealRoutes } from '../features/appeals/routes.ts';
import { addBatchRoutes } from '../features/batches/routes.ts';
import { addCalendarRoutes } from '../features/calendar/routes.ts';
import { addOperatedCaseRoutes } from '../features/cases/operator-routes.ts';
import { addCaseAboutRoutes } from '../features/cases/owner-routes.ts';
import { addFiledCaseRoutes } from '../features/cases/public-routes.ts';
import { addCatalogRoutes } from '../features/catalog/routes.ts';
import { addCheckRoutes } from '../features/checks/routes.ts';
import { addClaimProofRoutes } from '../features/claim-proofs/routes.ts';
import { addAuditRoutes } from '../features/console/audit-routes.ts';
import { addHistoryRoutes } from '../features/console/history-routes.ts';
import { addJobRoutes } from '../features/console/jobs-routes.ts';
import { addOverviewRoutes } from '../features/console/overview-routes.ts';
import { addGrantRoutes } from '../features/credits/grant-routes.ts';
import { addCreditRoutes } from '../features/credits/routes.ts';
import { addDeletionRoutes } from '../features/deletion/routes.ts';
import { addDeliveryRoutes } from '../features/deliveries/routes.ts';
import { addDictionaryRoutes } from '../features/dictionary/routes.ts';
import { addDocumentRoutes } from '../features/documents/routes.ts';
import { addEditRoutes } from '../features/edits/routes.ts';
import { addEventRoutes } from '../features/events/routes.ts';
import { addFirstRunRoutes } from '../features/first-run/routes.ts';
import { addGuardianRoutes } from '../features/guardians/routes.ts';
import { addHealthRoutes } from '../features/health/routes.ts';
import { addHoldRoutes } from '../features/holds/routes.ts';
import { addIncidentRoutes } from '../features/incidents/routes.ts';
import { addKeyRoutes } from '../features/keys/routes.ts';
import { addPublicVerifyRoute } from '../features/labels/public-routes.ts';
import { addLabelRoutes } from '../features/labels/routes.ts';
import { addLibraryRoutes } from '../features/library/routes.ts';
import { addLicensedRoutes } from '../features/licensed/routes.ts';
import { addMaterialRoutes } from '../features/materials/routes.ts';
import { addMeasureRoutes } from '../features/measures/operator-routes.ts';
import { addOwnMeasureRoutes } from '../features/measures/own-routes.ts';
import { addPackageRoutes } from '../features/measures/package-routes.ts';
import { addMediaRoutes } from '../features/media/routes.ts';
import { addAnnouncementRoutes } from '../features/notices/announcement-routes.ts';
import { addNoticeRoutes } from '../features/notices/notice-routes.ts';
import { addOutboxRoutes } from '../features/notices/routes.ts';
import { addWordingRoutes } from '../features/notices/wording-routes.ts';
import { addPageReportRoutes } from '../features/page-reports/routes.ts';
import { addPartRoutes, watchedBy } from '../features/parts/routes.ts';
import { watchParts } from '../features/parts/watch-parts.ts';
import { addOrderRoutes } from '../features/payments/order-routes.ts';
import { addPaymentRoutes } from '../features/payments/payment-routes.ts';
import { addFactorRoutes } from '../features/people/factor-routes.ts';
import { addPeopleRoutes } from '../features/people/routes.ts';
import { addPersonConsentRoutes } from '../features/person-consents/routes.ts';
import { addEngineRoutes } from '../features/presenters/engine-routes.ts';
import { addOutsidePresenterRoutes } from '../features/presenters/presenter-routes.ts';
import { addPrivacyRoutes } from '../features/privacy/routes.ts';
import { addPageRoutes } from '../features/products/page-routes.ts';
import { addProductRoutes } from '../features/products/routes.ts';
import { addRenderRoutes } from '../features/renders/routes.ts';
import { addRetentionRoutes } from '../features/retention/routes.ts';
import { addReviewRoutes } from '../features/reviews/routes.ts';
import { addRuleRoutes } from '../features/rules/routes.ts';
import { watchRules } from '../features/rules/watch-rules.ts';
import { addPictureRoutes } from '../features/safety/picture-routes.ts';
import { addSafetyRoutes } from '../features/safety/routes.ts';
import { addSessionRoutes } from '../features/sessions/routes.ts';
import { addSharedRoutes } from '../features/shares/client-routes.ts';
import { addShareRoutes } from '../features/shares/routes.ts';
import { addSpeechRoutes } from '../features/speech/routes.ts';
import { addTalkRoutes } from '../features/talk/message-routes.ts';
import { addModelRoutes } from '../features/talk/model-routes.ts';
import { addConversationRoutes } from '../features/talk/routes.ts';
import { addDecisionRoutes } from '../features/teams/decision-routes.ts';
import { addTeamPaperRoutes } from '../features/teams/paper-routes.ts';
import { addProofRoutes } from '../features/teams/proof-routes.ts';
import { addTeamRoutes } from '../features/teams/routes.ts';
import { addTemplateRoutes } from '../features/templates/routes.ts';
import { addUndertakingRoutes } from '../features/undertakings/routes.ts';
import { addUploadRoutes } from '../features/uploads/routes.ts';
import { addEditDeskRoutes } from '../features/video-edits/desk-routes.ts';
import { addVideoEditRoutes } from '../features/video-edits/routes.ts';
import { addVideoRoutes } from '../features/videos/routes.ts';
import { addWebhookRoutes } from '../features/webhooks/routes.ts';
import { readParent, traced } from '../tracing/trace.ts';
import type { ApiEnv } from './api-env.ts';
import { auditActs, operatorsWatchedBy } from './audit.ts';
import { authenticate } from './authenticate.ts';
import { clientAddressBy } from './client-address.ts';
import { openApiDocument } from './document.ts';
import { countRefusals, judgedBy } from './judge-requests.ts';
import { limitRate } from './limit-rate.ts';
import { addMetrics } from './metrics.ts';
import { refuseForeignPages } from './own-origin.ts';
import { addPages } from './pages.ts';
import { answerProblem } from './problem.ts';
import { repeatSafely } from './repeat-safely.ts';
import type { Api } from './route.ts';
import { securityHeaders } from './security-headers.ts';

/** The whole API and the pages beside it. One line a feature. */
export function createApp(deps: Deps): Api {
  const app: Api = new OpenAPIHono<ApiEnv>();
  const { settings } = deps;
  const rate = {
    keyPerMinute: settings.CLIPO_RATE_LIMIT,
    addressPerMinute: Math.ceil(settings.CLIPO_RATE_LIMIT / 4),
  };
  app.onError((error, c) => answerProblem(error, c));
  app.notFound((c) => answerProblem(unknownAddress(app, c.req.method, c.req.path), c));
  app.use(describeRequest(deps), securityHeaders());
  addMetrics(app, settings);
  const parts = watchParts(deps);
  const rules = watchRules(deps);
  for (const path of ['/api/*', '/edit/*', '/v1/*']) {
    app.use(
      path,
      refuseForeignPages(settings),
      authenticate(deps),
      limitRate(rate, clientAddressBy(settings)),
      auditActs(deps),
      repeatSafely(deps),
      watchedBy(parts),
      operatorsWatchedBy(deps),
      judgedBy(rules),
      countRefusals(deps),
    );
  }
  // Each of these decodes a film.
  const checks = settings.CLIPO_RATE_LIMIT === 0 ? 0 : 10;
  app.use('/api/v1/verify', limitRate({ keyPerMinute: checks, addressPerMinute: checks }, clientAddressBy(settings)));
  addHealthRoutes(app, deps);
  addFirstRunRoutes(app, deps);
  addSignInRoutes(app, deps);
  addPasskeyRoutes(app, deps);
  addWechatRoutes(app, deps);
  addWayRoutes(app, deps);
  addSessionRoutes(app, deps);
  addMeRoutes(app, deps);
  addAgreementRoutes(app, deps);
  addOutboxRoutes(app, deps);
  addWordingRoutes(app, deps);
  addNoticeRoutes(app, deps);
  addAnnouncementRoutes(app, deps);
  addPartRoutes(app, deps, parts);
  addOverviewRoutes(app, deps);
  addHistoryRoutes(app, deps);
  addJobRoutes(app, deps);
  addHoldRoutes(app, deps);
  addRetentionRoutes(app, deps);
  addActingRoutes(app, deps);
  addAuditRoutes(app, deps);
  addIncidentRoutes(app, deps);
  addPeopleRoutes(app, deps);
  addFactorRoutes(app, deps);
  addFiledCaseRoutes(app, deps);
  addCaseAboutRoutes(app, deps);
  addOperatedCaseRoutes(app, deps);
  addPrivacyRoutes(app, deps);
  addOwnMeasureRoutes(app, deps);
  addMeasureRoutes(app, deps);
  addPackageRoutes(app, deps);
  addAppealRoutes(app, deps);
  addDeletionRoutes(app, deps);
  addCalendarRoutes(app, deps);
  addGuardianRoutes(app, deps);
  addTeamRoutes(app, deps);
  addTeamPaperRoutes(app, deps);
  addDecisionRoutes(app, deps);
  addProofRoutes(app, deps);
  addKeyRoutes(app, deps);
  addCreditRoutes(app, deps);
  addGrantRoutes(app, deps);
  addOrderRoutes(app, deps);
  addPaymentRoutes(app, deps);
  addCheckRoutes(app, deps);
  addClaimProofRoutes(app, deps);
  addConversationRoutes(app, deps);
  addTalkRoutes(app, deps);
  addModelRoutes(app, deps);
  addBatchRoutes(app, deps);
  addVideoRoutes(app, deps);
  addReviewRoutes(app, deps);
  addSafetyRoutes(app, deps);
  addPictureRoutes(app, deps);
  addRuleRoutes(app, deps, rules);
  addLibraryRoutes(app, deps);
  addUndertakingRoutes(app, deps);
  addShareRoutes(app, deps);
  addSharedRoutes(app, deps);
  addDeliveryRoutes(app, deps);
  addEditDeskRoutes(app, deps);
  addVideoEditRoutes(app, deps);
  addSpeechRoutes(app, deps);
  addDictionaryRoutes(app, deps);
  addRenderRoutes(app, deps);
  addEditRoutes(app, deps);
  addLabelRoutes(app, deps);
  addPublicVerifyRoute(app, deps);
  addMaterialRoutes(app, deps);
  addLicensedRoutes(app, deps);
  addTemplateRoutes(app, deps);
  addPersonConsentRoutes(app, deps);
  addEngineRoutes(app, deps);
  addOutsidePresenterRoutes(app, deps);
  addUploadRoutes(app, deps);
  addMediaRoutes(app, deps);
  addEventRoutes(app, deps);
  addProductRoutes(app, deps);
  addPageRoutes(app, deps);
  addPageReportRoutes(app, deps);
  addDocumentRoutes(app, deps);
  addCatalogRoutes(app, deps);
  addWebhookRoutes(app, deps);
  let document: object | undefined;
  app.get('/api/v1/openapi.json', (c) => {
    document ??= openApiDocument(app);
    return c.json(document);
  });
  if (deps.pages !== undefined) {
    addPages(app, deps.pages);
  }
  return app;
}

/** Gives a request its id, language and log, and logs how it ended. */
function describeRequest({ log }: Pick<Deps, 'log'>) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const given = c.req.header('x-request-id') ?? '';
    const requestId = /^[\w.-]{1,100}$/.test(given) ? given : randomUUID();
    const own = log.child({ requestId });
    c.set('requestId', requestId);
    c.set('log', own);
    c.set('language', /^\s*zh\b/i.test(c.req.header('accept-language') ?? '') ? 'zh-CN' : 'en');
    c.header('x-request-id', requestId);
    const started = performance.now();
    await traceRequest(c, next);
    c.res.headers.set('x-request-id', requestId);
    const ms = Math.round(performance.now() - started);
    own.info({ method: c.req.method, route: c.get('route') ?? c.req.path, status: c.res.status, ms }, 'request');
  });
}

/** A request as a span, part of the caller's trace where it names one. */
async function traceRequest(c: Context<ApiEnv>, next: Next): Promise<void> {
  const { method } = c.req;
  const start = { name: method, kind: 'server', parent: readParent(c.req.header('traceparent')) } as const;
  await traced(start, async (span) => {
    await next();
    const { status } = c.res;
    span?.add({
      'http.request.method': method,
      'http.route': c.get('route'),
      'http.response.status_code': status,
      'clipo.request_id': c.get('requestId'),
    });
    if (status >= 500) {
      span?.fail(`status ${status}`);
    }
  });
}

/** An address that is there under another method says so. */
function unknownAddress(app: Api, method: string, path: string): ClipoError {
  const allowed = new Set(
    app.routes
      .filter((route) => route.method !== 'ALL' && patternOf(route.path).test(path))
      .map((route) => route.method),
  );
  return allowed.size > 0
    ? new ClipoError('method_not_allowed', `${method} ${path}`, { details: { allowed: [...allowed].join(', ') } })
    : new ClipoError('no_such_thing', `no address ${path}`, { details: { kind: 'address', id: path.slice(0, 200) } });
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : RegExp.escape(part)));
  return new RegExp(`^${parts.join('/')}$`);
}
