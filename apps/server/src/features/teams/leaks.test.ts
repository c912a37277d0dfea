import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorRolesOf } from '../../guard/operator-roles.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { openBrowser, outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { mark, type PlantedIds, plantTeam } from './planted-team.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Operation {
  security?: object[];
  operationId: string;
  requestBody?: { content: Record<string, { examples?: Record<string, object> }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { examples: Record<string, { value: Record<string, unknown> }> };
}
const say = async <T>(answer: Response) => (await answer.json()) as T;
const idOf = async (browser: TestBrowser) => (await say<{ id: string }>(await browser.ask('GET', '/api/v1/me'))).id;

/** Invites somebody into the team of an owner and has them join. */
async function join(owner: TestBrowser, contact: string, role: string): Promise<TestBrowser> {
  await owner.ask('POST', '/api/v1/team/invitations', { contact, role });
  const [mail] = (await outboxOf(api, contact)).filter(({ template }) => template === 'invitation');
  const secret = /invitation#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const browser = await signInWithCode(api, contact);
  const joined = await say<{ teamId: string }>(await browser.ask('POST', '/api/v1/me/invitations', { secret }));
  await browser.ask('PUT', '/api/v1/me/team', joined);
  return browser;
}

/** End the asker's own session or membership, or follow without end. */
const left = ['signOut', 'lockMyAccount', 'leaveTeam', 'endOtherSessions', 'followEvents', 'followVideoEdits'];

/** Ids that are nobody's secret, and what they name. Everything else that has an id is planted, or an operator's. */
const open: Readonly<Record<string, string>> = {
  cancelContactChange: 'a channel, of oneself',
  removeWay: 'a way to sign in, of oneself',
  chooseConsent: 'a purpose, of oneself',
  takePaymentNotice: 'a provider, whose signature counts',
  hearMusic: 'music that ships',
  getSchema: 'a schema that ships',
  getDeletionCertificate: 'a secret that was mailed',
  downloadFile: 'a signed link (media-link.test.ts)',
  downloadPackage: 'a signed link (deliveries.test.ts)',
  removePasskey: 'of oneself (security.test.ts)',
  endSession: 'of oneself (security.test.ts)',
  readNotice: 'of oneself (notices.test.ts)',
  getOwnMeasure: 'of oneself (measures.test.ts)',
  correctMeasure: 'of oneself (measures.test.ts)',
  answerMeasure: 'of oneself (measures.test.ts)',
  withdrawAppeal: 'of oneself (appeals.test.ts)',
  consentToActing: 'of oneself (acting.test.ts)',
  endMyActing: 'of oneself (acting.test.ts)',
  answerCase: 'of a case (cases.test.ts)',
  addOwnerProof: 'of a case (cases.test.ts)',
  takeLicensedItem: 'an item that is laid out for every team (licensed.test.ts)',
};

/** A planted film has no storyboard to be opened (studio-edit.slow.test.ts opens one). */
const unmade = ['openVideoEdit', 'previewSound'];

/** Things that a person has for themselves in a team: other members see them as little as strangers do. */
const isPersonal = (path: string) => path.startsWith('/api/v1/conversations');

it('no route of the OpenAPI document leaks, by status or body, to strangers, other teams, viewers, or who was removed (A2)', async () => {
  const document = await say<Document>(await api.app.request('/api/v1/openapi.json'));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  const exampleIn = (body: Operation['requestBody']) => {
    const [name = ''] = Object.keys(body?.content['application/json']?.examples ?? {});
    return document.components.examples[name]?.value ?? {};
  };
  const exampleOf = (operationId: string) =>
    exampleIn(operations.find((operation) => operation.operationId === operationId)?.requestBody);

  const owner = await signInWithCode(api, 'owner5@example.com');
  const viewer = await join(owner, 'viewer5@example.com', 'viewer');
  const removed = await join(owner, 'removed5@example.com', 'editor');
  await owner.ask('DELETE', `/api/v1/team/members/${await idOf(removed)}`);
  const other = await signInWithCode(api, 'other5@example.com');
  const { team } = await say<{ team: { id: string } }>(await owner.ask('GET', '/api/v1/me'));
  const ids: PlantedIds = {
    ...(await plantTeam(api, owner, { teamId: team.id, exampleOf })),
    teams: team.id,
    'team/members': await idOf(owner),
    people: await idOf(owner),
  };
  ids['edit/v1/render'] = ids.renders ?? '';
  ids.held = ids.videos ?? '';
  const idFor = (path: string) => ids[path.replace(/^\/(api\/v1\/)?/, '').split('/{')[0] ?? ''];
  const nobodys = 'none_00000000000000000000000000';
  /** A path with the owner's thing in it, and with one that there is not. */
  const fill = (path: string, id = idFor(path)) =>
    path.replace(/\{\w+\}/, id ?? nobodys).replaceAll(/\{\w+\}/g, nobodys);

  const uncovered = operations.filter(
    ({ path, operationId }) =>
      path.includes('{') && idFor(path) === undefined && !(operationId in operatorRolesOf) && !(operationId in open),
  );
  expect(uncovered.map(({ operationId, path }) => `${operationId} ${path}`)).toEqual([]);

  const people = { stranger: openBrowser(api), other, viewer, removed };
  const leaks: string[] = [];
  let asked = 0;
  const before = await everythingOf(team.id);
  for (const { path, method, security = [{}], operationId, requestBody } of operations) {
    if (left.includes(operationId ?? '')) {
      continue;
    }
    const isPublic = security.length === 0 || operationId === undefined;
    const id = path.includes('{') ? idFor(path) : undefined;
    // A body that the route takes: with another, it would be refused before anybody asks whose thing it is.
    const body = method === 'GET' || method === 'DELETE' ? undefined : exampleIn(requestBody);
    const ask = async (browser: TestBrowser, at: string) => {
      const answer = await browser.ask(method, at, body);
      const isStream = (answer.headers.get('content-type') ?? '').includes('event-stream');
      const text = isStream ? '' : await answer.text();
      await answer.body?.cancel().catch(() => undefined);
      asked += 1;
      return { status: answer.status, text };
    };
    const tries = Object.entries(people).map(async ([who, browser]) => {
      const { status, text } = await ask(browser, fill(path));
      const mayRead = who === 'viewer' && method === 'GET' && !isPersonal(path);
      const found = [
        // The addresses in examples are nobody's: what goes out to them fails, and says so.
        status >= 500 && status !== 502 && !(mayRead && unmade.includes(operationId)) && 'fails',
        who === 'stranger' && !isPublic && status !== 401 && 'is not asked who they are',
        !mayRead && !path.startsWith('/api/v1/me') && text.includes(mark) && 'tells what is in it',
        id !== undefined && !isPublic && !mayRead && status < 300 && 'does it',
      ].filter((each) => each !== false);
      if (id !== undefined && who === 'other') {
        // What is somebody else's is refused as what there is not: nobody learns by asking that it is there.
        const unknown = await ask(browser, fill(path, nobodysLike(id)));
        if (unknown.status !== status) {
          found.push(`tells that it is there: ${unknown.status} of none`);
        }
      }
      leaks.push(...found.map((what) => `${who} ${operationId} ${what}: ${status} ${text.slice(0, 150)}`));
    });
    await Promise.all(tries);
  }
  expect(leaks).toEqual([]);
  expect(asked).toBeGreaterThan(operations.length * 4);
  // And nothing of the team was changed by any of it.
  expect(await everythingOf(team.id)).toEqual(before);
}, 180_000);

/** An id of the same form that nothing has. */
function nobodysLike(id: string): string {
  const [kind] = id.split('_');
  return id.includes('_') ? `${kind}_${'0'.repeat(id.length - (kind?.length ?? 0) - 1)}` : '0'.repeat(id.length);
}

/** Written by whoever asks: what was tried, how often, and answers that may be given twice. */
const ofAskers = ['audit_events', 'idempotency_keys', 'rule_hits', 'sessions', 'sign_in_attempts'];

/** A fingerprint of each table's rows that are a team's. */
async function everythingOf(teamId: string): Promise<Record<string, string>> {
  const { rows: tables } = await api.deps.db.asSystem((tx) =>
    tx.execute(`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'team_id' and t.table_type = 'BASE TABLE' order by 1`),
  );
  const found: Record<string, string> = {};
  for (const { name } of (tables as { name: string }[]).filter(({ name }) => !ofAskers.includes(name))) {
    const { rows } = await api.deps.db.asSystem((tx) =>
      tx.execute(
        `select count(*) || ' ' || coalesce(md5(string_agg(md5(r::text), '' order by md5(r::text))), '') as print from "${name}" r where team_id = '${teamId}'`,
      ),
    );
    found[name] = String((rows[0] as { print: string }).print);
  }
  return found;
}
