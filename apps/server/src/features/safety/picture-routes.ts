import { ClipoError } from '@clipo/contract';
import { sampleFrames } from '@clipo/engine';
import { categories } from '@clipo/safety';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { OperatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { withFile } from '../labels/take-file.ts';
import { reviewerIdOf } from './decide-case.ts';
import { deleteKnownPicture, insertKnownPicture, type KnownPictureRow, selectPictureList } from './queries-pictures.ts';

const KnownPicture = named(
  'KnownPicture',
  z.strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    hash: z.string().describe('What it looks like, in 128 bits; the picture is not kept'),
    category: z.enum(categories),
    note: z.string(),
  }),
);
const KnownPictures = named('KnownPictureList', z.strictObject({ items: z.array(KnownPicture) }));
const NewPicture = z.strictObject({
  category: z.enum(categories).describe('Why it is forbidden'),
  note: z.string().trim().max(300).default(''),
});

const tag = 'Safety';
const mostBytes = 64 * 1024 * 1024;
const mostSide = 640;

/** Adds the operators' list of forbidden pictures: copies of them, smaller or encoded again, are known wherever they come. */
export function addPictureRoutes(app: Api, { db, looker }: Pick<Deps, 'db' | 'looker'>): void {
  addRoute(
    app,
    {
      id: 'listKnownPictures',
      method: 'get',
      path: '/api/v1/safety/pictures',
      tag,
      summary: 'Pictures that are forbidden (operators)',
      scope: 'admin',
      answer: KnownPictures,
    },
    async ({ actor }) => {
      reviewerIdOf(actor);
      return { items: (await db.asSystem((tx) => selectPictureList(tx))).map(view) };
    },
  );
  addRoute(
    app,
    {
      id: 'addKnownPicture',
      method: 'post',
      path: '/api/v1/safety/pictures',
      tag,
      summary: 'Forbid a picture and its copies, from now on; its bytes are not kept (operators)',
      scope: 'admin',
      query: NewPicture,
      rawBody: { types: ['application/octet-stream'], description: 'The bytes of the picture' },
      status: 201,
      answer: KnownPicture,
      errors: ['conflict', 'unreadable_material', 'too_large', 'disk_full'],
    },
    async ({ actor, query, c }) => {
      const addedBy = reviewerIdOf(actor);
      const hash = await withFile(c.req.raw, mostBytes, async ({ path }) => {
        const [frame] = await Array.fromAsync(sampleFrames(path, { mostSide, signal: c.req.raw.signal }));
        return frame === undefined ? null : looker.hashOf(frame);
      });
      if (hash === null) {
        const problem = 'shows too little to be known again';
        throw new ClipoError('unreadable_material', problem, { details: { file: 'body', problem } });
      }
      const row = await db.asSystem((tx) => insertKnownPicture(tx, { id: newId('kpc'), hash, addedBy, ...query }));
      if (row === undefined) {
        const problem = 'this picture is in the list already';
        throw new ClipoError('conflict', problem, { details: { problem } });
      }
      return view(row);
    },
  );
  addRoute(
    app,
    {
      id: 'deleteKnownPicture',
      method: 'delete',
      path: '/api/v1/safety/pictures/{id}',
      tag,
      summary: 'Forbid it no longer (operators)',
      scope: 'admin',
      params: idParams('kpc'),
      body: OperatorReason,
      status: 204,
    },
    async ({ actor, params: { id } }) => {
      reviewerIdOf(actor);
      if (!(await db.asSystem((tx) => deleteKnownPicture(tx, id)))) {
        throw new ClipoError('no_such_thing', 'no such picture', { details: { kind: 'picture', id } });
      }
      return undefined;
    },
  );
}

function view({ id, createdAt, hash, category, note }: KnownPictureRow): z.input<typeof KnownPicture> {
  return { id, createdAt: createdAt.toISOString(), hash, category: z.enum(categories).parse(category), note };
}
