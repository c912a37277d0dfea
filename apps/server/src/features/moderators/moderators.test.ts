import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../../check/check.ts';
import { checkAgain } from '../../check/check-again.ts';
import { Verdict } from '../../check/verdict.ts';
import { teams } from '../../db/schema/index.ts';
import { readSettings } from '../../env.ts';
import { tencentHeaders } from '../../outside/tencent-request.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { addBatch, batchWhen } from '../../testing/make-batch.fixture.ts';
import { startWorker } from '../../work/worker.ts';
import { selectDisclosures } from '../privacy/queries.ts';
import { openAliyunText } from './aliyun-text.ts';
import { askModerators } from './ask-moderators.ts';
import { type ModeratorServer, moderatorSettings, startModeratorServer } from './moderator-servers.fixture.ts';
import { openModerators } from './open-moderators.ts';
import { withBreaker } from './with-breaker.ts';

let server: ModeratorServer;
let api: TestApi;
beforeAll(async () => {
  server = await startModeratorServer();
  api = await startApi(moderatorSettings(server.url));
});
afterAll(async () => {
  await api.stop();
  await server.close();
});
beforeEach(() => server.play('pass'));

const { signal } = new AbortController();
const document = { product: { name: '好运杯', sellingPoints: ['保温一整天'] } };
const engines = (waited = {}) =>
  openModerators(readSettings({ CLIPO_HOME: '/nowhere', ...moderatorSettings(server.url), ...waited }));
const ask = (whenDown: 'hold' | 'pass' = 'hold', waited = {}) =>
  askModerators(engines(waited), document, { whenDown, signal });

describe('outside engines judge texts behind one port (S2)', () => {
  it('what they let pass is no finding; they are asked once for all texts, signed as their documents say', async () => {
    server.asked.length = 0;
    expect(await ask()).toEqual({ engines: ['aliyun-ad_compliance_detection_pro', 'tencent-tms'], findings: [] });
    expect(server.asked).toEqual(['好运杯\n保温一整天', '好运杯\n保温一整天']);
    expect(server.wrong).toEqual([]);
    // The example of Tencent Cloud's own pages.
    const example = tencentHeaders(
      {
        ...{ service: 'cvm', action: 'DescribeInstances', version: '2017-03-12', region: 'ap-guangzhou' },
        ...{ host: 'cvm.tencentcloudapi.com', secretId: 'AKID', secretKey: 'Gu5t9xGARNpq86cd98joQYCN3*******' },
        body: '{"Limit": 1, "Filters": [{"Values": ["unnamed"], "Name": "instance-name"}]}',
      },
      new Date(1_551_113_065_000),
    );
    expect(example.authorization).toContain('c492e8e41437e97a620b728c301bb8d17e7dc0c17eeabce80c20cd70fc3a78ff');
  });

  it('what they object to stands where their words stand; a doubt about the whole is for a person', async () => {
    server.play('block');
    const blocked = await ask();
    expect(blocked.findings).toMatchObject([
      { field: 'product.name', start: 0, end: 2, term: '好运', severity: 'block', category: 'vice' },
      { field: 'product.name', start: 0, end: 2, term: '好运', severity: 'block', category: 'unlawful' },
    ]);
    server.play('review');
    expect((await ask()).findings).toMatchObject([
      { severity: 'review', category: 'morals', said: '好运杯\n保温一整天' },
      { severity: 'review', category: 'fraud_abuse' },
    ]);
  });

  it.each(['throttled', 'denied', 'silent', 'broken'] as const)('%s: held, or passed, as it is set', async (scene) => {
    server.play(scene);
    const waited = scene === 'silent' ? { CLIPO_MODERATION_TIMEOUT_MS: '300' } : {};
    const held = await ask('hold', waited);
    expect(held.findings).toHaveLength(2);
    expect(held.findings.every(({ rule, severity }) => rule.endsWith('_unanswered') && severity === 'review')).toBe(
      true,
    );
    expect((await ask('pass', waited)).findings).toEqual([]);
  });

  it('an engine that keeps failing is left alone for half a minute, then asked again', async () => {
    let now = 0;
    const aliyun = { keyId: 'key', secret: 'replayed-secret', service: 'comment_detection_pro', url: server.url };
    const guarded = withBreaker(openAliyunText(aliyun), { timeoutMs: 20_000, now: () => now });
    server.play('broken');
    for (let time = 0; time < 5; time += 1) {
      await expect(guarded.judge('杯', signal)).rejects.toMatchObject({ code: 'fetch_failed', isRetryable: true });
    }
    server.play('pass');
    server.asked.length = 0;
    await expect(guarded.judge('杯', signal)).rejects.toThrow(/kept failing/);
    expect(server.asked).toEqual([]);
    now = 30_000;
    expect(await guarded.judge('杯', signal)).toEqual([]);
  });

  it('their findings stay with the same words when our own rules change', () => {
    const content = { kind: 'document', document } as const;
    const own = check(content);
    const finding = { ...{ field: 'product.name', start: 0, end: 0, term: '', rule: 'x_unanswered' }, rewrite: null };
    const outside = { ...finding, category: 'unlawful', severity: 'review', why: '', suggestion: '', by: 'x' } as const;
    const held = Verdict.parse({ ...own, engines: ['safety-0', 'x'], outcome: 'held', findings: [outside] });
    expect(checkAgain(content, held)).toMatchObject({ outcome: 'held', findings: [{ by: 'x' }] });
    expect(checkAgain(content, { ...held, ruling: 'allowed' }).outcome).toBe('allowed');
  });
});

describe('a batch is judged before anything of it is planned or paid (S2, S3)', () => {
  it('held for a person, who allows it or blocks it; blocked by an engine, it ends; resuming skips nobody', async () => {
    const { deps, teamId } = api;
    const worker = await startWorker(deps);
    const decide = async (ruling: string, reason: string) => {
      const taken = await api.ask('POST', '/api/v1/safety/cases/next');
      const { next } = (await taken.json()) as { next: { id: string; subject: string; subjectId: string } };
      expect(next.subject).toBe('batch');
      const body = { ruling, reason, note: '看过了' };
      expect((await api.ask('POST', `/api/v1/safety/cases/${next.id}/decisions`, body)).status).toBe(201);
      return next.subjectId;
    };
    try {
      server.play('review');
      const doubtful = await addBatch(deps, teamId, { count: 1 }, 'usr_starter');
      const held = await batchWhen(deps, doubtful, ({ isPaused }) => isPaused);
      expect(held).toMatchObject({ status: 'planning', error: { code: 'content_held' } });
      // Who started it finds to whom its words were given (A8).
      const given = await deps.db.asSystem((tx) => selectDisclosures(tx, 'usr_starter'));
      expect(given.map(({ purpose }) => purpose)).toContain('moderation');
      expect(given.map(({ recipient }) => recipient).sort()).toEqual(
        engines()
          .map(({ name }) => name)
          .sort(),
      );
      // Who resumes it without a decision is where they were.
      await api.ask('POST', `/api/v1/batches/${doubtful.id}/resume`);
      await batchWhen(deps, doubtful, ({ isPaused }) => isPaused);
      expect(await decide('allowed', 'harmless')).toBe(doubtful.id);
      await batchWhen(deps, doubtful, ({ status }) => status !== 'planning');

      const other = await addBatch(deps, teamId, { count: 1 });
      await batchWhen(deps, other, ({ isPaused }) => isPaused);
      expect(await decide('blocked', 'unlawful')).toBe(other.id);
      const refused = await batchWhen(deps, other, ({ endedAt }) => endedAt !== null);
      expect(refused).toMatchObject({ status: 'failed', videosTotal: 0, error: { details: { why: '看过了' } } });

      server.play('block');
      const unlawful = await addBatch(deps, teamId, { count: 1 });
      const ended = await batchWhen(deps, unlawful, ({ endedAt }) => endedAt !== null);
      expect(ended).toMatchObject({ status: 'failed', error: { code: 'content_rejected' } });

      // Goods that the team's verified business scope does not name wait for a person; what it names does not.
      server.play('pass');
      const state = async (businessScope: string) => {
        const enterpriseSealed = await deps.envelope.seal(JSON.stringify({ businessScope }), 'teams.enterprise');
        await deps.db.asSystem((tx) =>
          tx.update(teams).set({ enterpriseSealed, verifiedAt: new Date() }).where(eq(teams.id, teamId)),
        );
      };
      await state('日用百货销售');
      const product = { id: 'CAKE', name: '草莓纸杯蛋糕', sellingPoints: ['松软', '不腻', '现烤', '小份', '冷链'] };
      const cake = await addBatch(deps, teamId, { count: 1, product });
      const paused = await batchWhen(deps, cake, ({ isPaused }) => isPaused);
      expect(paused.error?.message).toContain('经营范围');
      expect(Verdict.parse(paused.verdict).findings).toMatchObject([
        { field: 'products[0].product.name', term: '蛋糕', rule: 'outside_scope', severity: 'review' },
      ]);
      await state('日用百货销售；食品销售');
      await api.ask('POST', `/api/v1/batches/${cake.id}/resume`);
      await batchWhen(deps, cake, ({ status }) => status !== 'planning');
    } finally {
      await worker.stop();
    }
  }, 300_000);
});
