import { ClipoError } from '@clipo/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { clientOf } from '../../http/client-of.ts';
import { readBytes } from '../../http/read-json.ts';
import { type Api, addRoute } from '../../http/route.ts';
import type { Client } from '../accounts/client.ts';
import { selectEnteredYears } from '../calendar/queries.ts';
import { dueOf } from './case-states.ts';
import { fileCase } from './file-case.ts';
import type { FiledCase } from './queries.ts';
import { askToConfirm, confirmContact, keepProof, openBySecret, sayAsSender, withdrawCase } from './sender-acts.ts';
import { ConfirmCase, FileCase, FiledCaseAnswer, KeptCaseFile, SayInCase, SentCase, sentView } from './shapes.ts';

export type CaseRouteDeps = Pick<Deps, 'db' | 'envelope' | 'settings' | 'secrets' | 'captcha'>;

export const tag = 'Cases';
export const mostProofBytes = 5 * 1024 * 1024;
export const ProofName = z.strictObject({ name: z.string().trim().min(1).max(200).describe('Of the file') });
export const proofBody = { types: ['application/octet-stream'], description: 'PNG, JPEG or PDF, 5 MiB at most' };

/** Adds what anybody may do, with or without an account: send a case, and come back to it by its secret link. */
export function addFiledCaseRoutes(app: Api, deps: CaseRouteDeps): void {
  const mine = { path: '/api/v1/cases/mine', tag } as const;
  const errors = ['link_expired', 'unauthenticated', 'conflict'] as const;
  const view = (row: FiledCase) => deps.db.asSystem((tx) => sentView(tx, deps, row));
  addRoute(
    app,
    {
      id: 'fileCase',
      method: 'post',
      path: '/api/v1/cases',
      tag,
      summary: 'Send a complaint, a notice of infringement, a request or a question. For anybody; no account is needed',
      body: FileCase,
      status: 201,
      answer: FiledCaseAnswer,
      errors: ['rate_limited'],
    },
    async ({ body: { captcha, ...given }, c }) => {
      const client = clientOf(c, deps.settings);
      await deps.captcha.check('case', captcha, client.address);
      const now = new Date();
      const { row, secret } = await fileCase(deps, { ...given, source: 'form' }, client, now);
      const needsCode = row.state === 'unconfirmed';
      if (needsCode) {
        await sendFirstCode(deps, row, client);
      }
      const entered = await deps.db.asSystem(selectEnteredYears);
      const dueAt = (dueOf('open', row.kind, now, entered) ?? now).toISOString();
      return { number: row.number, secret, dueAt, needsCode };
    },
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'getSentCase',
      method: 'get',
      summary: 'Where a case stands, for who sent it (header x-clipo-case)',
      answer: SentCase,
      errors,
    },
    async ({ c }) => view(await caseOf(deps, c)),
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'sayInSentCase',
      method: 'post',
      path: `${mine.path}/messages`,
      summary: 'Add something, answer what was asked, or show that a court has the matter',
      body: SayInCase,
      answer: SentCase,
      errors,
    },
    async ({ c, body }) => view(await sayAsSender(deps, (await caseOf(deps, c)).id, body)),
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'addSentProof',
      method: 'post',
      path: `${mine.path}/files`,
      summary: 'Add proof, sealed',
      query: ProofName,
      rawBody: proofBody,
      mostBytes: mostProofBytes,
      status: 201,
      answer: KeptCaseFile,
      errors: [...errors, 'too_large', 'unsupported_type'],
    },
    async ({ c, query }) => {
      const { id } = await caseOf(deps, c);
      const file = await readBytes(c.req.raw, mostProofBytes);
      return keepProof(deps, id, { party: 'sender', name: query.name, file });
    },
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'askCaseCode',
      method: 'post',
      path: `${mine.path}/code`,
      summary: 'Have the code sent again that confirms the contact',
      status: 204,
      errors: [...errors, 'rate_limited'],
    },
    async ({ c }) => {
      await askToConfirm(deps, await caseOf(deps, c), clientOf(c, deps.settings));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'confirmCase',
      method: 'post',
      path: `${mine.path}/confirmation`,
      summary: 'Confirm the contact with the code',
      body: ConfirmCase,
      answer: SentCase,
      errors: [...errors, 'sign_in_failed'],
    },
    async ({ c, body }) => view(await confirmContact(deps, await caseOf(deps, c), body.code)),
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'withdrawSentCase',
      method: 'post',
      path: `${mine.path}/withdrawal`,
      summary: 'Take it back: what is down for it comes back',
      answer: SentCase,
      errors,
    },
    async ({ c }) => view(await withdrawCase(deps, (await caseOf(deps, c)).id)),
  );
}

/** Where a code went to this contact a moment ago, the case is there all the same, and its page sends one later. */
async function sendFirstCode(deps: CaseRouteDeps, row: FiledCase, client: Client): Promise<void> {
  await askToConfirm(deps, row, client).catch((error: unknown) => {
    if (!(error instanceof ClipoError && error.code === 'rate_limited')) {
      throw error;
    }
  });
}

async function caseOf(deps: Pick<Deps, 'db'>, c: Context<ApiEnv>): Promise<FiledCase> {
  const secret = c.req.header('x-clipo-case');
  if (secret === undefined || !/^[\x21-\x7e]{1,200}$/.test(secret)) {
    throw new ClipoError('unauthenticated', 'no link was sent');
  }
  return openBySecret(deps, secret);
}
