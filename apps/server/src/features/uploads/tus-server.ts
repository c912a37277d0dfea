import { AsyncLocalStorage } from 'node:async_hooks';
import { ClipoError, errorTable } from '@clipo/contract';
import { FileStore } from '@tus/file-store';
import { Server, Upload } from '@tus/server';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { beginUpload, mostUploadBytes } from './begin-upload.ts';
import { arrivedBytes, endUpload, openUploadOf } from './end-upload.ts';
import type { UploadRow } from './queries.ts';

type TusDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'uploads' | 'log' | 'looker'>;

/** The tus 1.0 protocol (tus.io): an upload that breaks off goes on where it stopped. */
export interface TusServer {
  /** Answers a request of a tus client. */
  handle(request: Request, actor: Actor): Promise<Response>;
  /** Makes an upload that was begun by the API ready for its bytes. */
  prepare(upload: UploadRow): Promise<void>;
}

export const tusPath = '/api/v1/tus';

export function openTusServer(deps: TusDeps, directory: string): TusServer {
  const actors = new AsyncLocalStorage<Actor>();
  const datastore = new FileStore({ directory });
  const server = new Server({
    path: tusPath,
    datastore,
    maxSize: mostUploadBytes,
    relativeLocation: true,
    namingFunction: () => newId('upl'),
    onIncomingRequest: async (request, id) => {
      // A new upload has its id before it has its row.
      if (request.method !== 'POST') {
        await asTus(() => openUploadOf(deps, actorIn(actors), id));
      }
    },
    onUploadCreate: async (_request, { id, size, metadata }) => {
      const { filename, name, sha256 } = metadata ?? {};
      const isHash = sha256 !== null && sha256 !== undefined;
      if (isHash && !/^[0-9a-f]{64}$/.test(sha256)) {
        throw tusProblem(
          new ClipoError('malformed_request', 'sha256', {
            details: { problem: 'sha256 in Upload-Metadata is no SHA-256' },
          }),
        );
      }
      if (size === undefined) {
        throw tusProblem(
          new ClipoError('malformed_request', 'length', { details: { problem: 'Upload-Length is missing' } }),
        );
      }
      const words = { name: (filename ?? name ?? 'file').slice(0, 200), ...(isHash ? { sha256 } : {}) };
      await asTus(() => beginUpload(deps, actorIn(actors), { ...words, sizeBytes: size }, id));
      return {};
    },
    onUploadFinish: async (_request, { id }) => {
      const material = await asTus(() => endUpload(deps, actorIn(actors), { id, parts: [] }));
      return { headers: { 'Clipo-Material': material.id } };
    },
  });
  return {
    handle: async (request, actor) =>
      (await tellWhole(deps, directory, { request, actor })) ?? actors.run(actor, () => server.handleWeb(request)),
    prepare: async ({ id, bytes }) => {
      await datastore.create(new Upload({ id, size: bytes, offset: 0 }));
    },
  };
}

/**
 * Answers a client that asks how much has arrived where all of it has: it may have missed the last answer, or the service
 * ended before the material was there, and it would send nothing more.
 */
async function tellWhole(
  deps: TusDeps,
  directory: string,
  { request, actor }: { request: Request; actor: Actor },
): Promise<Response | undefined> {
  if (request.method !== 'HEAD') {
    return undefined;
  }
  const id = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const { status, bytes } = await openUploadOf(deps, actor, id);
  if (status === 'failed' || (status === 'open' && (await arrivedBytes({ directory }, id)) !== bytes)) {
    return undefined;
  }
  const material = await endUpload(deps, actor, { id, parts: [] });
  return new Response(null, {
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(bytes),
      'Upload-Length': String(bytes),
      'Cache-Control': 'no-store',
      'Clipo-Material': material.id,
    },
  });
}

function actorIn(actors: AsyncLocalStorage<Actor>): Actor {
  const actor = actors.getStore();
  if (actor === undefined) {
    throw new ClipoError('internal', 'a tus request without an actor');
  }
  return actor;
}

async function asTus<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ClipoError ? tusProblem(error) : error;
  }
}

/** How the protocol's server wants to be told of an error. */
function tusProblem(error: ClipoError): object {
  const { status } = errorTable[error.code];
  return { status_code: status, body: `${JSON.stringify({ code: error.code, status, detail: error.message })}\n` };
}
