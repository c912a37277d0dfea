import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isTextOurs } from '../../guard/sign-text.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { collectMedia } from '../media/collect-media.ts';
import { evidencePath } from './evidence-store.ts';
import { packagePurpose } from './make-package.ts';
import { hashOfAct } from './record-act.ts';
import { verifyEvidence } from './verify-evidence.ts';

let api: TestApi;
let userId = '';
const sealed: { id: string; sha256: string }[] = [];

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();

beforeAll(async () => {
  api = await startApi();
  const browser = await signInWithCode(api, 'sealed@example.com');
  const me = await say(await browser.ask('GET', '/api/v1/me'));
  userId = me.id;
  for (const name of ['证据一.png', '证据二.png']) {
    const { hash } = await api.deps.media.put(Readable.from([Buffer.from(`bytes of ${name}`)]), { mostBytes: 1000 });
    const id = `mat_${sealed.length}`;
    await api.deps.db.asSystem((tx) =>
      tx.execute(
        `insert into materials (id, team_id, name, sha256, bytes, media_type) values ('${id}', '${me.team.id}', '${name}', '${hash}', 20, 'image/png')`,
      ),
    );
    const body = {
      userId,
      kind: 'suspension',
      reason: 'law',
      statement: '停用待查',
      ground: '暂行办法第十四条',
      thing: { kind: 'material', id },
    };
    const taken = await say(await api.ask('POST', '/api/v1/measures', body));
    const { evidence } = await say(await api.ask('GET', `/api/v1/measures/${taken.id}`));
    expect(evidence).toMatchObject([{ name, sha256: hash, isCopied: true }]);
    sealed.push({ id: evidence[0].id, sha256: hash });
  }
}, 120_000);
afterAll(() => api.stop());

/** Does what only the owner of the tables can, and takes it back. */
async function bent(sql: string, back: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: api.deps.db.url });
  await client.connect();
  try {
    await client.query("set clipo.team = '*'");
    await client.query(sql);
    const { faults } = await verifyEvidence(api.deps);
    await client.query(back);
    return faults;
  } finally {
    await client.end();
  }
}

it('evidence stays when what it is of is deleted and collected; nobody but the service reads its copy (S4)', async () => {
  const [first] = sealed;
  await api.deps.db.asSystem((tx) => tx.execute("update materials set deleted_at = now() where id = 'mat_0'"));
  await collectMedia(api.deps, { graceHours: 0, now: new Date(Date.now() + 60_000) });
  expect(await api.deps.media.sizeOf(first?.sha256 ?? '')).toBeUndefined();
  const path = evidencePath(api.deps.settings.home, first?.sha256 ?? '');
  expect((await readFile(path)).toString()).toBe('bytes of 证据一.png');
  expect((await stat(path)).mode & 0o777).toBe(0o400);
  expect(await verifyEvidence(api.deps)).toEqual({ many: 2, faults: [] });
});

it('a changed file, record or seal, one taken out or made by another is found and named (S4)', async () => {
  const [first, second] = sealed;
  const path = evidencePath(api.deps.settings.home, second?.sha256 ?? '');
  const bytes = await readFile(path);
  await chmod(path, 0o600);
  await writeFile(path, 'something else');
  expect((await verifyEvidence(api.deps)).faults).toEqual([{ kind: 'copy', evidence: second?.id }]);
  // `clipo audit verify` reads the same, and names it.
  const record = await verifyAudit(api.deps.settings);
  expect(record).toMatchObject({ evidence: 2, faults: [{ kind: 'evidence', evidence: second?.id, fault: 'copy' }] });
  await rm(path);
  expect((await verifyEvidence(api.deps)).faults).toEqual([{ kind: 'lost', evidence: second?.id }]);
  await writeFile(path, bytes);
  const where = `where id = '${first?.id}'`;
  expect(
    await bent(
      `update sealed_evidence set record = jsonb_set(record, '{name}', '"x"') ${where}`,
      `update sealed_evidence set record = jsonb_set(record, '{name}', '"证据一.png"') ${where}`,
    ),
  ).toEqual([{ kind: 'record', evidence: first?.id }]);
  expect(
    await bent(
      `update sealed_evidence set sealed_by = sealed_by || 'x' ${where}`,
      `update sealed_evidence set sealed_by = left(sealed_by, -1) ${where}`,
    ),
  ).toEqual([{ kind: 'changed', evidence: first?.id }]);
  expect(
    await bent(
      `create table kept as select * from sealed_evidence ${where}; delete from sealed_evidence ${where}`,
      'insert into sealed_evidence select * from kept; drop table kept',
    ),
  ).toEqual([
    { kind: 'removed', evidence: first?.id },
    { kind: 'unlinked', evidence: second?.id },
  ]);
  // The last one, which no other follows; and the command line sees the same.
  const last = `where id = '${second?.id}'`;
  const found = await bent(
    `create table kept as select * from sealed_evidence ${last}; delete from sealed_evidence ${last}`,
    'insert into sealed_evidence select * from kept; drop table kept',
  );
  expect(found).toEqual([{ kind: 'removed', evidence: second?.id }]);
  expect((await verifyEvidence(api.deps)).faults).toEqual([]);
});

it('a package for an authority holds records, logs and evidence, each by its hash, signed, with who had it (S4)', async () => {
  const wish = { userId, authority: '某市网信办', requestNumber: '网信函〔2026〕7号', ground: '网络安全法第二十八条' };
  const made = await say(await api.ask('POST', '/api/v1/authority-packages', wish));
  const file = await api.ask('GET', `/api/v1/authority-packages/${made.id}/file`);
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.sha256);
  const folder = await mkdtemp(join(tmpdir(), 'clipo-package-'));
  try {
    await writeFile(join(folder, 'a.zip'), bytes);
    execFileSync('unzip', ['-q', join(folder, 'a.zip'), '-d', folder]);
    const read = (path: string) => readFile(join(folder, path));
    const text = (await read('manifest.json')).toString();
    const manifest = JSON.parse(text);
    const signature = (await read('manifest.json.ed25519')).toString();
    expect(isTextOurs(api.deps.secrets, packagePurpose, { text, signature })).toBe(true);
    expect(manifest).toMatchObject({ number: made.id, requestNumber: wish.requestNumber, authority: wish.authority });
    for (const { path, sha256 } of manifest.entries) {
      expect(
        createHash('sha256')
          .update(await read(path))
          .digest('hex'),
        path,
      ).toBe(sha256);
    }
    const paths = manifest.entries.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['account.json', 'records/measures.json', 'logs/acts.json', 'logs/sign-ins.json']),
    );
    expect(paths.filter((path: string) => path.endsWith('.png'))).toHaveLength(2);
    const custody = JSON.parse((await read('chain-of-custody.json')).toString());
    expect(custody[0].steps.map(({ what }: { what: string }) => what)).toEqual([
      'sealed',
      'copied into the restricted store',
      `packed for 某市网信办, request ${wish.requestNumber}`,
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // Who made and who took it is written down, and bound into the record of acts.
  const acts = (
    await api.deps.db.asSystem((tx) =>
      tx.execute(`select a.*, e.request_id from measure_acts a join audit_events e on e.object_id = a.about_id and e.action = a.act
        where a.about_id = '${made.id}' order by a.id`),
    )
  ).rows as Record<string, unknown>[];
  expect(acts.map(({ act }) => act)).toEqual(['package made', 'package taken']);
  for (const { created_at: createdAt, about_id: aboutId, request_id: requestId, ...row } of acts) {
    const said = { ...row, createdAt: new Date(String(createdAt)), aboutId } as unknown as Parameters<
      typeof hashOfAct
    >[0];
    expect(`sha256:${hashOfAct(said)}`).toBe(requestId);
  }
  const nobody = await api.otherTeam();
  const stranger = { authorization: `Bearer ${nobody.key}` };
  expect((await api.ask('POST', '/api/v1/authority-packages', wish, stranger)).status).toBe(403);
});
