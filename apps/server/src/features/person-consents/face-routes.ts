import { gestures, LandmarksFile } from '@clipo/presenter/consent';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectMaterial } from '../materials/queries.ts';
import { checkFace, lookAtFootage, setFacePoints } from './check-face.ts';
import { answerChallenge, drawChallenge } from './film-challenge.ts';
import { deleteFacePoints } from './queries-points.ts';

const tag = 'Presenter consents';
const FacePoints = named('FaceLandmarks', LandmarksFile);
const FaceCheck = named(
  'FaceCheck',
  z.strictObject({
    kind: z.enum(['portrait', 'footage']),
    isFit: z.boolean().nullable().describe('Null for a film: ask `look` for it'),
    faults: z.array(
      z.strictObject({ rule: z.string(), text: z.strictObject({ 'zh-CN': z.string(), en: z.string() }) }),
    ),
    landmarks: FacePoints.nullable().describe("Points of a picture's face, in its pixels; null where none is found"),
    isMended: z.boolean().describe('The points were set by hand'),
  }),
);

/** Adds the routes that look at a person's picture or film before anybody consents to it, and of points set by hand. */
export function addFaceRoutes(app: Api, deps: Pick<Deps, 'db' | 'media' | 'secrets'>): void {
  const params = idParams('mat');
  const path = '/api/v1/materials/{id}';
  addRoute(
    app,
    {
      id: 'checkFace',
      method: 'post',
      path: `${path}/face-check`,
      tag,
      summary: 'Whether who is seen in a picture can be made to speak, and all that is wrong with it. Nothing is kept',
      scope: 'read',
      params,
      answer: FaceCheck,
      errors: ['program_failed'],
    },
    async ({ actor, params: { id } }) => checkFace(deps, actor.teamId, id),
  );
  addRoute(
    app,
    {
      id: 'lookAtFootage',
      method: 'post',
      path: `${path}/footage-look`,
      tag,
      summary: 'Take a film of a person in as it would be before it speaks, and watch it. Nothing is kept',
      scope: 'read',
      params,
      rawAnswer: {
        types: ['text/event-stream'],
        description:
          '`progress` (share of the work, shares of frames without a face and with an open mouth, most turn in degrees), `sheet` (frames seen until now, a JPEG in base64: faulty ones with a red rim), at last `look` (isFit, faults, what was seen) or `problem`. Closing the connection stops it',
      },
      errors: ['program_failed'],
    },
    async ({ actor, params: { id }, c }) => {
      const look = await lookAtFootage(deps, actor.teamId, id);
      c.header('x-accel-buffering', 'no');
      return streamSSE(c, async (out) => {
        const stop = new AbortController();
        out.onAbort(() => stop.abort());
        let said: Promise<unknown> = Promise.resolve();
        const say = (event: string, data: unknown) => {
          said = said.then(() => out.writeSSE({ event, data: JSON.stringify(data) })).catch(() => stop.abort());
        };
        try {
          const found = await look((told) => {
            for (const [event, data] of Object.entries(told)) {
              say(event, data);
            }
          }, stop.signal);
          say('look', found);
        } catch {
          say('problem', { code: 'program_failed' });
        }
        await said;
      });
    },
  );
  addRoute(
    app,
    {
      id: 'setFacePoints',
      method: 'put',
      path: `${path}/face-points`,
      tag,
      summary: 'Set the points of a face by hand: the picture speaks by them. Points that lie off the face are refused',
      scope: 'write',
      params,
      body: FacePoints,
      answer: FaceCheck,
      errors: ['unfit_face', 'program_failed'],
    },
    async ({ actor, params: { id }, body }) =>
      setFacePoints(deps, { teamId: actor.teamId, by: actor.person?.userId ?? actor.keyId }, id, body),
  );
  addRoute(
    app,
    {
      id: 'deleteFacePoints',
      method: 'delete',
      path: `${path}/face-points`,
      tag,
      summary: 'Take points set by hand away: those that are found hold again',
      scope: 'write',
      params,
      status: 204,
    },
    async ({ actor: { teamId }, params: { id } }) => {
      await deps.db.asTeam(teamId, async (tx) => {
        foundOr(await selectMaterial(tx, id), 'material', id);
        await deleteFacePoints(tx, teamId, id);
      });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'drawFilmChallenge',
      method: 'post',
      path: '/api/v1/film-challenges',
      tag,
      summary: 'A task, drawn by lot, for somebody who is about to be filmed; it is done within ten minutes',
      scope: 'write',
      answer: named(
        'FilmChallenge',
        z.strictObject({ token: z.string(), gestures: z.array(z.enum(gestures)), until: z.iso.datetime() }),
      ),
    },
    async ({ actor }) => drawChallenge(deps, actor.teamId),
  );
  addRoute(
    app,
    {
      id: 'answerFilmChallenge',
      method: 'post',
      path: '/api/v1/film-challenges/answer',
      tag,
      summary: 'Show that a film answers the task; the proof goes into the consent',
      scope: 'write',
      body: named(
        'FilmChallengeAnswer',
        z.strictObject({ token: z.string().min(1).max(2000), materialId: z.string().min(1).max(100) }),
      ),
      answer: named('FilmChallengeProof', z.strictObject({ proof: z.string() })),
      errors: ['unfit_face', 'link_expired', 'program_failed'],
    },
    async ({ actor, body }) => answerChallenge(deps, actor.teamId, body),
  );
}
