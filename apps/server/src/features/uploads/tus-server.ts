import { AsyncLocalStorage } from 'node:async_hooks';
import { ClipoError, errorTable } from '@clipo/contract';
import { FileStore } from '@tus/file-store';
import { Server, Upload } from '@tus/server';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { malformed } from '../../http/read-json.ts';
import { beginUpload, mostUploadBytes } from './begin-upload.ts';
import { arrivedBytes, endUpload, openUploadOf } from './end-upload.ts';
import type { UploadRow } from './queries.ts';
import { inErrorForm, type TellProblem } from './tus-faults.ts';

type TusDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'uploads' | 'log' | 'looker' | 'queue'>;

/** The tus 1.0 protocol (tus.io): an upload that breaks off goes on where it stopped. */
export interface TusServer {
  /** Answers a request of a tus client; errors in the form of the API, with the statuses of the protocol. */
  handle(request: Request, actor: Actor, tell: TellProblem): Promise<Response>;
  /** Makes an upload that was begun by the API ready for its bytes. */
  prepare(upload: UploadRow): Promise<void>;
}

export const tusPath = '/api/v1/tus';

/** Who sends a request, and why a hook of ours did not take it: the protocol's server passes on its text alone. */
interface Asked {
  actor: Actor;
  refused?: unknown;
}

export function openTusServer(deps: TusDeps, directory: string): TusServer {
  const requests = new AsyncLocalStorage<Asked>();
  const asTus = <T>(work: (actor: Actor) => Promise<T>) => refusedAsTus(askedIn(requests), work);
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
        await asTus((actor) => openUploadOf(deps, actor, id));
      }
    },
    onUploadCreate: async (_request, { id, size, metadata }) => {
      const { filename, name, sha256 } = metadata ?? {};
      await asTus((actor) => {
        const isHash = sha256 !== null && sha256 !== undefined;
        if (isHash && !/^[0-9a-f]{64}$/.test(sha256)) {
          throw malformed('sha256 in Upload-Metadata is no SHA-256');
        }
        if (size === undefined) {
          throw malformed('Upload-Length is missing');
        }
        const words = { name: (filename ?? name ?? 'file').slice(0, 200), ...(isHash ? { sha256 } : {}) };
        return beginUpload(deps, actor, { ...words, sizeBytes: size }, id);
      });
      return {};
    },
    onUploadFinish: async (_request, { id }) => {
      const material = await asTus((actor) => endUpload(deps, actor, { id, parts: [] }));
      return { headers: { 'Clipo-Material': material.id } };
    },
  });
  return {
    async handle(request, actor, tell) {
      const whole = await tellWhole(deps, directory, { request, actor });
      if (whole !== undefined) {
        return whole;
      }
      const asked: Asked = { actor };
      const answer = await requests.run(asked, () => server.handleWeb(request));
      return inErrorForm(answer, { request, refused: asked.refused, directory, tell });
    },
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

function askedIn(requests: AsyncLocalStorage<Asked>): Asked {
  const asked = requests.getStore();
  if (asked === undefined) {
    throw new ClipoError('internal', 'a tus request without an actor');
  }
  return asked;
}

/** Runs a hook; an error of ours is kept for the answer, and told as the protocol's server wants to be told. */
async function refusedAsTus<T>(asked: Asked, work: (actor: Actor) => Promise<T>): Promise<T> {
  try {
    return await work(asked.actor);
  } catch (error) {
    asked.refused = error;
    throw error instanceof ClipoError ? asTusError(error) : error;
  }
}

function asTusError({ code, message }: ClipoError): object {
  return { status_code: errorTable[code].status, body: message };
}
