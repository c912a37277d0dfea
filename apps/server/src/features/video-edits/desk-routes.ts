import {
  ClipoError,
  Format,
  FrameRate,
  Language,
  PresenterFraming,
  PresenterSource,
  PresenterTrack,
  roles,
} from '@clipo/contract';
import { presenterFilmType, previewType } from '@clipo/engine';
import { z } from 'zod';
import { videoStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { admitShown } from '../../work/admit-people.ts';
import { openReadyBatches } from '../../work/prepared.ts';
import { sendFile } from '../media/send-file.ts';
import { materialView, mixOf, openDesk, siblingsOf, storyboardView } from './edit-desk.ts';
import { speakLine } from './speak-line.ts';

const tag = 'Editing';
const count = z.int();
const path = '/api/v1/videos/{id}/edit';

const EditDesk = named(
  'EditDesk',
  z.strictObject({
    id: z.string(),
    batchId: z.string(),
    name: z.string(),
    product: z.string().describe('The id (SKU) of what it advertises'),
    status: z.enum(videoStatuses),
    storyboard: z.looseObject({}).describe('As the video was made at first; paths of sounds stand for their content'),
    lines: z.array(
      z.strictObject({
        id: z.string(),
        role: z.enum(roles),
        section: z.string(),
        text: z.string(),
        startFrame: count,
        frames: count,
        voiceFrame: count,
        sampleCount: count,
      }),
    ),
    settings: z.looseObject({}).describe('How it is rendered: size, label'),
    materials: z
      .array(z.looseObject({ id: z.string() }))
      .describe('As prepared; their paths are addresses of previews'),
    voice: z.string().nullable().describe('Who speaks it, where that is known'),
    update: z.base64().describe('The shared document of its edits (Yjs, version 1), in Base64'),
    lastUpdate: count,
    siblings: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        status: z.enum(videoStatuses),
        language: Language,
        format: Format,
        hook: z.string().nullable().describe('Its first line, once it was made'),
      }),
    ),
  }),
);
const LineWish = named(
  'EditedLine',
  z.strictObject({
    line: z.string().min(1).max(80),
    text: z.string().trim().min(1).max(400),
    voice: z.string().min(1).max(100).optional(),
  }),
);
const SpokenLine = named(
  'SpokenLine',
  z
    .looseObject({ text: z.string(), speechKey: z.string(), sampleCount: count })
    .describe(
      'The line as it is said: words, subtitles, what a presenter acts on; in frames and samples from its beginning',
    ),
);
const FontWish = named(
  'PreviewFont',
  z.strictObject({ weight: z.enum(['regular', 'bold']), letters: z.string().min(1).max(4000) }),
);

const mostPixels = 1_000_000;
const PersonWish = named(
  'PreviewPerson',
  z.strictObject({
    source: PresenterSource,
    track: PresenterTrack,
    framing: PresenterFraming,
    size: z
      .strictObject({ width: z.int().min(2).max(4096), height: z.int().min(2).max(4096) })
      .refine(({ width, height }) => width * height <= mostPixels * 1.1 && width % 2 === 0 && height % 2 === 0, {
        error: `at most ${mostPixels} pixels, even sides`,
      }),
    fps: FrameRate,
    firstFrame: z.int().min(-1_000_000).max(1_000_000),
    endFrame: z.int().min(-1_000_000).max(1_000_000),
  }),
);
const mostFrames = 120;

type DeskDeps = Pick<Deps, 'db' | 'speech' | 'settings' | 'previews' | 'media' | 'envelope' | 'looker'>;

/** Adds the routes that show a video while it is edited: what it is made of, small enough for a browser. */
export function addEditDeskRoutes(app: Api, deps: DeskDeps): void {
  const ready = openReadyBatches(deps);
  addRoute(
    app,
    {
      id: 'openVideoEdit',
      method: 'get',
      path,
      tag,
      summary: 'A finished video as it can be edited',
      scope: 'read',
      params: idParams('vid'),
      answer: EditDesk,
      errors: ['conflict'],
    },
    async ({ actor: { teamId }, params: { id } }) => {
      const desk = await openDesk(deps, teamId, id);
      const { video, row } = desk;
      const address = (name: string) => `/api/v1/videos/${id}/edit/files/${name}`;
      const { storyboard, lines } = storyboardView(desk);
      const { brief } = desk.batch;
      return {
        id,
        batchId: video.batchId,
        name: video.name,
        product: video.product,
        status: video.status,
        storyboard: { ...storyboard },
        lines: lines.map((line) => ({ ...line })),
        settings: { ...desk.settings },
        materials: desk.materials.map((material) => ({ ...materialView(material, address) })),
        voice: row.base.presenter?.voice ?? (typeof brief.voice === 'string' ? brief.voice : null),
        update: desk.update.toString('base64'),
        lastUpdate: desk.lastId,
        siblings: (await siblingsOf(deps, teamId, video.batchId)) as z.input<typeof EditDesk>['siblings'],
      };
    },
  );
  addRoute(
    app,
    {
      id: 'previewFile',
      method: 'get',
      path: `${path}/files/{name}`,
      tag,
      summary: 'A material of the video, small enough to be shown while it is edited, or a font of the brand’s own',
      scope: 'read',
      params: idParams('vid').extend({ name: z.string().regex(/^(?:material|cut-out|font)-[0-9a-f]{64}$/) }),
      rawAnswer: {
        types: ['video/mp4', 'image/jpeg', 'image/png', 'font/sfnt'],
        description: 'A clip without sound, a still, or a font',
      },
    },
    async ({ actor: { teamId }, params: { id, name }, c }) => {
      const desk = await openDesk(deps, teamId, id);
      if (name.startsWith('font-')) {
        const { prepared } = await ready(teamId, desk.batch.id, c.req.raw.signal);
        const font = prepared.fonts?.find((each) => name.endsWith(`-${each.id}`));
        return sendFile(font?.path ?? '', 'font/sfnt');
      }
      const material = desk.materials.find((each) => name.endsWith(`-${each.id}`));
      if (material === undefined || material.kind === 'audio') {
        throw new ClipoError('no_such_thing', `no file ${name}`, { details: { kind: 'file', id: name } });
      }
      if (name.startsWith('cut-out-')) {
        return sendFile(material.kind === 'image' ? (material.cutOut?.path ?? '') : '', 'image/png');
      }
      return sendFile(await deps.previews.material(material, c.req.raw.signal), previewType(material));
    },
  );
  addRoute(
    app,
    {
      id: 'previewSound',
      method: 'get',
      path: `${path}/sound`,
      tag,
      summary: 'The sound of the video with its edits, as it will be in the file',
      scope: 'read',
      params: idParams('vid'),
      query: z.strictObject({ after: z.coerce.number().int().min(0).default(0).describe('So that browsers ask anew') }),
      rawAnswer: { types: ['audio/aac'], description: 'Voice, music and sounds, for listening while editing' },
      errors: ['content_rejected', 'voice_failed'],
    },
    async ({ actor: { teamId }, params: { id }, c }) => {
      const desk = await openDesk(deps, teamId, id);
      const { signal } = c.req.raw;
      const request = await mixOf(deps, desk, desk.edits, signal);
      return sendFile(await deps.previews.sound(request, signal), 'audio/aac');
    },
  );
  addRoute(
    app,
    {
      id: 'speakVideoLine',
      method: 'post',
      path: `${path}/lines`,
      tag,
      summary: 'Say a line of the video anew',
      scope: 'write',
      params: idParams('vid'),
      body: LineWish,
      answer: SpokenLine,
      errors: ['content_rejected', 'voice_failed'],
    },
    async ({ actor: { teamId }, params: { id }, body, c }) => {
      const desk = await openDesk(deps, teamId, id);
      const wish = { lineId: body.line, text: body.text, voice: body.voice };
      const spoken = await speakLine(deps, desk, desk.batch.brief, wish, c.req.raw.signal);
      return { ...spoken, path: spoken.speechKey };
    },
  );
  addRoute(
    app,
    {
      id: 'previewPerson',
      method: 'post',
      path: `${path}/person`,
      tag,
      summary: 'Frames of a filmed presenter of the video, for a browser that shows it',
      scope: 'read',
      params: idParams('vid'),
      body: PersonWish,
      rawAnswer: { types: [presenterFilmType], description: 'Colours (premultiplied) above, their alpha below' },
      errors: ['consent_needed'],
    },
    async ({ actor: { teamId }, params: { id }, body, c }) => {
      const { signal } = c.req.raw;
      const desk = await openDesk(deps, teamId, id);
      const frames = body.endFrame - body.firstFrame;
      if (frames < 1 || frames > mostFrames) {
        const problem = `1 to ${mostFrames} frames at a time`;
        throw new ClipoError('invalid_input', `endFrame: ${problem}`, { details: { field: 'endFrame', problem } });
      }
      const batch = await ready(teamId, desk.batch.id, signal);
      // Consents are asked anew: who withdraws is not seen in a preview either.
      const [person] = await admitShown(deps, batch, body.source);
      if (person === undefined) {
        throw new ClipoError('no_such_thing', 'nobody of that name is in the batch', {
          details: { kind: 'person', id: body.source.kind === 'person' ? body.source.person : body.source.character },
        });
      }
      const film = await deps.previews.person({ ...body, cues: [] }, person, signal);
      return new Response(new Uint8Array(film), { headers: { 'content-type': presenterFilmType } });
    },
  );
  addRoute(
    app,
    {
      id: 'previewFont',
      method: 'post',
      path: '/api/v1/preview/fonts',
      tag,
      summary: 'The letters of a text, in the face that videos are drawn with',
      scope: 'read',
      body: FontWish,
      rawAnswer: { types: ['font/woff2'], description: 'A font with these letters alone' },
    },
    async ({ body }) => {
      const bytes = await deps.previews.font(body.weight, body.letters);
      return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'font/woff2' } });
    },
  );
}
