import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../check/check.ts';
import { checkAgain } from '../../check/check-again.ts';
import { type KnownProof, liftProven } from '../../check/lift-proven.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';

let api: TestApi;
let scan: Buffer;
beforeAll(async () => {
  api = await startApi();
  scan = await readFile(await tinyMedia('pictureJpeg'));
});
afterAll(() => api.stop());

interface Said {
  id: string;
  code: string;
  outcome: string;
  verdict: { outcome: string; findings: { term: string; proof?: string }[] };
  findings: { isProvable: boolean; proof: string | null; finding: { text: string; rule: string } }[];
  items: Said[];
}

const bytes = { 'content-type': 'application/octet-stream' };
const claim = '零添加';
const say = async (answer: Response) => (await answer.json()) as Said;
const text = `这款果汁${claim}`;
const checked = async (skus: string[], texts = [text]) => say(await api.ask('POST', '/api/v1/checks', { texts, skus }));
const prove = (about: Record<string, string>, file: Buffer = scan, headers = {}) => {
  const query = new URLSearchParams({
    sku: 'TB500',
    kind: 'test_report',
    source: '华测检测 A2260031',
    name: '证明.jpg',
    ...about,
  });
  return api.ask('POST', `/api/v1/claim-proofs?${query}`, file, { ...bytes, ...headers });
};
const save = async (id: string, sellingPoints: string[]) =>
  say(await api.ask('POST', '/api/v1/products', { product: { id, name: '保温杯', sellingPoints } }));

describe('a proof lifts just the claim that it proves, of just its product (S1, S2)', () => {
  it('the claim is told, a proof is kept, and from then on the claim stands', async () => {
    const before = await checked(['TB500']);
    const [found] = before.findings;
    expect(before.outcome).toBe('review');
    expect(found).toMatchObject({ isProvable: true, proof: null });
    const { rule = '', text: term = '' } = found?.finding ?? {};
    expect((await save('TB500', [text])).verdict.outcome).toBe('noted');

    const answer = await prove({ rule, term });
    expect(answer.status).toBe(201);
    const proof = await say(answer);
    expect(await checked(['TB500'])).toMatchObject({ outcome: 'pass', findings: [{ proof: proof.id }] });
    expect(await save('TB500', [text])).toMatchObject({
      verdict: { outcome: 'allowed', findings: [{ term, proof: proof.id }] },
    });
    // Neither another product, nor one of two that has none, nor another claim, nor another team.
    expect((await checked(['TB501'])).outcome).toBe('review');
    expect((await checked(['TB500', 'TB501'])).outcome).toBe('review');
    expect((await checked(['TB500'], [`${text}，院士推荐`])).outcome).not.toBe('pass');
    const { key } = await api.otherTeam();
    const stranger = { authorization: `Bearer ${key}` };
    expect(
      await say(await api.ask('POST', '/api/v1/checks', { texts: [text], skus: ['TB500'] }, stranger)),
    ).toMatchObject({ outcome: 'review' });
    expect((await api.ask('GET', `/api/v1/claim-proofs/${proof.id}/file`, undefined, stranger)).status).toBe(404);

    const file = await api.ask('GET', `/api/v1/claim-proofs/${proof.id}/file`);
    expect(Buffer.from(await file.arrayBuffer()).equals(scan)).toBe(true);
    expect(file.headers.get('content-disposition')).toContain('attachment');

    // Withdrawn, it lifts nothing, and is still there for whoever asks what a video rested on.
    expect((await api.ask('DELETE', `/api/v1/claim-proofs/${proof.id}`)).status).toBe(204);
    expect((await checked(['TB500'])).outcome).toBe('review');
    const list = await say(await api.ask('GET', '/api/v1/claim-proofs?sku=TB500'));
    expect(list.items).toMatchObject([{ id: proof.id, withdrawnAt: expect.any(String) }]);
  });

  it('what is forbidden is never proven; a wrong file, an ended proof and bad words are told by field', async () => {
    const forbidden = (await checked(['TB500'], ['全网最低价'])).findings[0];
    expect(forbidden?.isProvable).toBe(false);
    const { rule = '', text: term = '' } = forbidden?.finding ?? {};
    expect(await say(await prove({ rule, term }))).toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('term'),
    });
    const [provable] = (await checked([])).findings;
    const good = { rule: provable?.finding.rule ?? '', term: provable?.finding.text ?? '' };
    const ended = { ...good, endsAt: '2020-01-01T00:00:00Z' };
    expect(await say(await prove(ended))).toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('endsAt'),
    });
    expect(await say(await prove(good, Buffer.from('MZ')))).toMatchObject({ code: 'unsupported_type' });
    expect(await say(await prove(good, Buffer.alloc(6 * 1024 * 1024, 0x89)))).toMatchObject({ code: 'too_large' });
    expect(await say(await prove({ ...good, source: '在线赌场' }))).toMatchObject({ code: 'content_rejected' });
    expect(await say(await prove({ ...good, kind: 'rumour' }))).toMatchObject({ code: 'invalid_input' });
  });

  it('a proof ends with its day, and stays with a verdict that other rules judge anew', () => {
    const content = { kind: 'document', document: { product: { id: 'TB500', name: text } } } as const;
    const verdict = check(content);
    const [finding] = verdict.findings;
    const proof: KnownProof = {
      id: 'clp_1',
      sku: 'TB500',
      rule: finding?.rule ?? '',
      folded: claim,
      endsAt: new Date('2026-12-31T16:00:00Z'),
    };
    const at = (day: string) => liftProven(verdict, [proof], () => ['TB500'], new Date(day));
    expect(at('2026-12-31T15:59:59Z').outcome).toBe('allowed');
    expect(at('2026-12-31T16:00:00Z').outcome).toBe('noted');
    expect(checkAgain(content, { ...at('2026-12-01T00:00:00Z'), engines: ['ad-terms-1'] }).outcome).toBe('allowed');
  });
});
