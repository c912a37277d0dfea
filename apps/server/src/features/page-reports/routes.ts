import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';

const PageReport = named(
  'PageReport',
  z.strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{8}$/)
      .describe('What the person is shown, to tell it to the operator'),
    path: z.string().max(500),
    problem: z.string().max(4000),
  }),
);

/** Adds the route by which a page that broke tells what happened: it stands in the log, under the number that is shown. */
export function addPageReportRoutes(app: Api, { log }: Pick<Deps, 'log'>): void {
  addRoute(
    app,
    {
      id: 'reportPage',
      method: 'post',
      path: '/api/v1/page-reports',
      tag: 'Events',
      summary: 'Write into the service’s log that a page of the studio broke',
      scope: 'read',
      body: PageReport,
      status: 204,
    },
    async ({ actor, body }) => {
      log.error({ pageReport: body.id, path: body.path, problem: body.problem, team: actor.teamId }, 'a page broke');
      return undefined;
    },
  );
}
