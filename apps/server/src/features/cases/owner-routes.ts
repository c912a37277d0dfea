import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { idParams } from '../../http/id-params.ts';
import { readBytes } from '../../http/read-json.ts';
import { type Api, addRoute } from '../../http/route.ts';
import type { CaseDeps } from './act-on-case.ts';
import { answerAsOwner } from './owner-acts.ts';
import { mostProofBytes, ProofName, proofBody, tag } from './public-routes.ts';
import { type FiledCase, selectCasesAbout } from './queries.ts';
import { keepProof } from './sender-acts.ts';
import { AnswerCase, aboutView, CaseAbout, CasesAbout, KeptCaseFile } from './shapes.ts';

const shownCases = 100;

/** Adds the routes by which a team sees the cases about it, and answers them. */
export function addCaseAboutRoutes(app: Api, deps: CaseDeps & Pick<Deps, 'db'>): void {
  const one = { tag, scope: 'write', params: idParams('cas') } as const;
  const casesOf = (teamId: string) => deps.db.asSystem((tx) => selectCasesAbout(tx, teamId, shownCases));
  const own = async ({ teamId }: Actor, id: string): Promise<FiledCase> => {
    const row = (await casesOf(teamId)).find((known) => known.id === id);
    if (row === undefined) {
      throw new ClipoError('no_such_thing', `no case ${id}`, { details: { kind: 'case', id } });
    }
    return row;
  };
  addRoute(
    app,
    {
      id: 'listCasesAbout',
      method: 'get',
      path: '/api/v1/team/cases',
      tag,
      summary: 'Cases about what the team made, newest first; who sent them is not told',
      scope: 'read',
      answer: CasesAbout,
    },
    async ({ actor: { teamId } }) => {
      const rows = await casesOf(teamId);
      return deps.db.asSystem(async (tx) => {
        const items = [];
        for (const row of rows) {
          items.push(await aboutView(tx, deps, row));
        }
        return { items };
      });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'answerCase',
      method: 'post',
      path: '/api/v1/team/cases/{id}/answers',
      summary: 'Answer a case, or give a counter-notice: it goes to who sent the case',
      body: AnswerCase,
      answer: CaseAbout,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      if (body.isCounter && !body.isSworn) {
        const problem = 'must be true: a counter-notice counts only with the statement that it is true';
        throw new ClipoError('invalid_input', `isSworn: ${problem}`, { details: { field: 'isSworn', problem } });
      }
      const { id } = await own(actor, params.id);
      const row = await answerAsOwner(deps, { id, by: actor.person?.userId ?? actor.keyId }, body);
      return deps.db.asSystem((tx) => aboutView(tx, deps, row));
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'addOwnerProof',
      method: 'post',
      path: '/api/v1/team/cases/{id}/files',
      summary: 'Add proof to a case about the team, sealed',
      query: ProofName,
      rawBody: proofBody,
      mostBytes: mostProofBytes,
      status: 201,
      answer: KeptCaseFile,
      errors: ['conflict', 'too_large', 'unsupported_type'],
    },
    async ({ actor, params, query, c }) => {
      const { id } = await own(actor, params.id);
      const file = await readBytes(c.req.raw, mostProofBytes);
      return keepProof(deps, id, { party: 'owner', name: query.name, file });
    },
  );
}
