import { statfs } from 'node:fs/promises';
import { ClipoError, type ErrorCode } from '@clipo/contract';
import type { Problem } from '../../http/problem.ts';
import { mostUploadBytes } from './begin-upload.ts';

/** What the statuses of the protocol's server are in the one table; those that are left out are about the request's form. */
const codes: Readonly<Record<number, ErrorCode>> = {
  404: 'no_such_thing',
  409: 'conflict',
  410: 'no_such_thing',
  413: 'too_large',
};

/** With less than this on the disk, what could not be written had no room. */
const fullBytes = 4 * 1024 * 1024;

/** How the API answers an error. */
export type TellProblem = (error: unknown) => Response;

/**
 * An answer of the protocol's server as the API answers: what it says of an error, in plain text, becomes the error form.
 * The protocol's own status stays, as its clients go by that: 412 without a version, 403 without an offset.
 * @param asked.refused what a hook of ours has thrown meanwhile
 * @param asked.directory where the bytes lie
 */
export async function inErrorForm(
  answer: Response,
  { request, refused, directory, tell }: { request: Request; refused?: unknown; directory: string; tell: TellProblem },
): Promise<Response> {
  // Nobody reads it where the sender has gone.
  if (answer.status < 400 || request.signal.aborted) {
    return answer;
  }
  const said = (await answer.text()).trim();
  const told = tell(refused ?? (await faultOf(answer.status, said, { request, directory })));
  const problem = (await told.json()) as Problem;
  const isOwn = refused !== undefined || problem.code === 'disk_full';
  const status = isOwn ? problem.status : answer.status;
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  for (const [name, value] of told.headers) {
    headers.set(name, value);
  }
  if (status === 412) {
    headers.set('tus-version', '1.0.0');
  }
  return new Response(JSON.stringify({ ...problem, status }), { status, headers });
}

async function faultOf(
  status: number,
  said: string,
  { request, directory }: { request: Request; directory: string },
): Promise<ClipoError> {
  if (status >= 500 && status !== 501) {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize < fullBytes
      ? new ClipoError('disk_full', said, { details: { folder: 'uploads' } })
      : new ClipoError('internal', said);
  }
  // What follows the beginning is no larger than is taken here, but than was announced.
  const isMore = status === 413 && request.method === 'PATCH';
  const code = isMore ? 'malformed_request' : (codes[status] ?? 'malformed_request');
  const problem = isMore ? 'more bytes came than Upload-Length announced' : said;
  const id = new URL(request.url).pathname.split('/').at(-1) ?? '';
  return new ClipoError(code, said, { details: { problem, kind: 'upload', id, most: mostUploadBytes } });
}
