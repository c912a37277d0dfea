import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const program = join(import.meta.dirname, '..', '..', 'testing', 'pass-time.fixture.ts');
const many = 25;
// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const rows = async <T>(text: string) => (await api.deps.db.asSystem((tx) => tx.execute(text))).rows as T[];
const count = async (text: string) =>
  (await rows<{ many: number }>(`select count(*)::int as many from ${text}`))[0]?.many ?? 0;

/** A process that does what is due; killed once so many measures are over, where that is told. */
async function passIn(hours: number, killAfter?: number): Promise<void> {
  const moment = new Date(Date.now() + hours * 3_600_000).toISOString();
  const child = spawn(process.execPath, [program, api.deps.settings.home, api.deps.db.url, moment], {
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  if (killAfter !== undefined) {
    await expect
      .poll(() => count("measures where state <> 'open'"), { timeout: 120_000, interval: 5 })
      .toBeGreaterThanOrEqual(killAfter);
    child.kill('SIGKILL');
  }
  const [code] = (await ended) as [number | null];
  expect(code).toBe(killAfter === undefined ? 0 : null);
}

it('workers that are killed in the middle lose nothing and do nothing twice: deadlines, proposals, notices, deletions (S4, A5)', async () => {
  const browser = await signInWithCode(api, 'killed@example.com');
  const me = await say(await browser.ask('GET', '/api/v1/me'));
  const body = { userId: me.id, kind: 'demand', reason: 'complaint', statement: '请举证', ground: '投诉' };
  for (let each = 0; each < many; each++) {
    expect((await api.ask('POST', '/api/v1/measures', body)).status).toBe(201);
  }
  await passIn(121, 3);
  const before = await count("measures where state = 'lapsed'");
  expect(before).toBeLessThan(many);
  await passIn(121, before + 3);
  await passIn(121);
  expect(await count("measures where state = 'lapsed'")).toBe(many);
  expect(await count('measure_proposals')).toBe(many);
  expect(await count("notices where template = 'measure-lapsed'")).toBe(many);
  expect(await count("measure_acts where act = 'measure lapsed'")).toBe(many);
  expect(await count("audit_events where action = 'measure lapsed'")).toBe(many);

  // A deletion that is cut off goes on: its rows are gone in one step, the rest follows.
  await browser.ask('POST', '/api/v1/me/deletion', {});
  const moment = 8 * 24;
  const child = spawn(
    process.execPath,
    [program, api.deps.settings.home, api.deps.db.url, new Date(Date.now() + moment * 3_600_000).toISOString()],
    { stdio: 'inherit' },
  );
  const ended = once(child, 'exit');
  await expect
    .poll(() => count('deletion_requests where erased_at is not null'), { timeout: 120_000, interval: 2 })
    .toBe(1);
  child.kill('SIGKILL');
  await ended;
  await passIn(moment);
  expect(await count('deletion_requests where done_at is not null and certificate is not null')).toBe(1);
  expect(await count(`users where id = '${me.id}'`)).toBe(0);
  expect(await count("messages where template = 'deletion-done'")).toBe(1);
}, 600_000);
