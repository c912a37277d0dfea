import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClipoError } from '@clipo/contract';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { noteUse } from './consent-store.ts';
import { consentText } from './consent-text.ts';
import { type ConsentForm, makeConsent } from './make-consent.ts';
import { requireConsent } from './require-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const folders: TempFolder[] = [];
let home = '';
let picture = '';
const now = new Date('2026-11-28T08:00:00Z');
const form: ConsentForm = {
  kind: 'portrait',
  person: { name: '林小禾', isAdult: true },
  purposes: ['render', 'advertise'],
  places: 'China, online',
  until: '2027-11-28T08:00:00Z',
  signedBy: '林小禾',
  agreedTo: consentText('zh-CN').version,
  language: 'zh-CN',
};
const need = { kind: 'portrait', purposes: ['render'] } as const;

beforeEach(async () => {
  const folder = await tempFolder();
  folders.push(folder);
  home = path.join(folder.path, 'home');
  picture = path.join(folder.path, 'ana.png');
  await writeFile(picture, 'a picture');
});
afterAll(() => Promise.all(folders.map((folder) => folder.remove())));

const ask = (wanted: Parameters<typeof requireConsent>[1] = need, at = now) =>
  requireConsent(picture, wanted, { home, now: () => at });
const ruleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'granted',
    (error: ClipoError) => (error.code === 'consent_needed' ? error.details.rule : error.code),
  );

/** Changes the terms of the consent that lies there, and leaves its signature. */
async function tamper(change: (terms: Record<string, unknown>) => void): Promise<void> {
  const file = `${picture}.consent.json`;
  const record = JSON.parse(await readFile(file, 'utf8'));
  change(record.terms);
  await writeFile(file, JSON.stringify(record));
}

describe('a face is used with its owner’s consent or not at all (C6)', () => {
  it('a consent that was given holds for its file, use and time', async () => {
    await makeConsent(picture, form, { home, now });
    const grant = await ask({ kind: 'portrait', purposes: ['render', 'advertise'] });
    expect(grant.id).toMatch(/^c_[0-9a-f]{24}$/);
    await expect(grant.recheck()).resolves.toBeUndefined();
  });

  it('none, a broken, a forged and a foreign one are each refused by name', async () => {
    expect(await ruleOf(ask())).toBe('consent_missing');
    await writeFile(`${picture}.consent.json`, '{"terms":');
    expect(await ruleOf(ask())).toBe('consent_broken');
    await makeConsent(picture, form, { home, now });
    await tamper((terms) => {
      terms.purposes = ['render', 'advertise', 'outside_engine'];
    });
    expect(await ruleOf(ask())).toBe('consent_forged');
    await makeConsent(picture, form, { home: path.join(home, 'other'), now });
    expect(await ruleOf(ask())).toBe('consent_unknown_key');
  });

  it('it does not stretch to another file, use, kind or time, nor to a newer text', async () => {
    await makeConsent(picture, form, { home, now });
    expect(await ruleOf(ask({ kind: 'footage', purposes: ['render'] }))).toBe('consent_kind');
    expect(await ruleOf(ask({ kind: 'portrait', purposes: ['outside_engine'] }))).toBe('consent_purpose');
    expect(await ruleOf(ask(need, new Date('2026-11-28T07:59:59Z')))).toBe('consent_not_yet');
    expect(await ruleOf(ask(need, new Date('2027-11-28T08:00:00Z')))).toBe('consent_expired');
    await writeFile(picture, 'another picture');
    expect(await ruleOf(ask())).toBe('consent_other_file');
  });

  it('a person under 18 needs a guardian, by name', async () => {
    const child = { ...form, person: { name: 'Xiao Bao', isAdult: false } };
    await expect(makeConsent(picture, child, { home, now })).rejects.toMatchObject({
      problems: [{ details: { field: 'guardian' } }],
    });
    await makeConsent(picture, { ...child, guardian: { name: 'Lin Wei', relation: 'mother' } }, { home, now });
    expect(await ruleOf(ask())).toBe('granted');
  });

  it('who has not read the present text cannot agree to it', async () => {
    await expect(makeConsent(picture, { ...form, agreedTo: '2019-01' }, { home, now })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'agree' },
    });
    expect(consentText('en').sha256).not.toBe(consentText('zh-CN').sha256);
  });

  it('a withdrawal holds at once, also for work that had its grant, and for copies of the consent', async () => {
    const { file } = await makeConsent(picture, form, { home, now });
    await copyFile(file, `${file}.copy`);
    const grant = await ask();
    await withdrawConsent(picture, { by: '林小禾', reason: 'moved on' }, { home, now });
    expect(await ruleOf(grant.recheck())).toBe('consent_withdrawn');
    expect(await ruleOf(ask())).toBe('consent_withdrawn');
    await copyFile(`${file}.copy`, file);
    expect(await ruleOf(ask())).toBe('consent_withdrawn');
    // A new consent is another one.
    await makeConsent(picture, form, { home, now });
    expect(await ruleOf(ask())).toBe('granted');
  });

  it('a withdrawal lists the videos made: those noted, and those of manifests', async () => {
    const { record } = await makeConsent(picture, form, { home, now });
    const consent = record.terms.id;
    await noteUse(home, { consent, at: now.toISOString(), output: '/videos/hello.mp4', material: picture });
    await noteUse(home, { consent: 'c_other', at: now.toISOString(), output: '/videos/other.mp4', material: picture });
    const batch = path.join(home, 'batch');
    await mkdir(batch, { recursive: true });
    await writeFile(path.join(batch, 'manifest.json'), '{"version":1}');
    const { videos } = await withdrawConsent(picture, { by: 'x', folders: [batch] }, { home, now });
    expect(videos).toEqual([{ file: '/videos/hello.mp4', at: now.toISOString() }]);
    await expect(withdrawConsent(`${picture}.none`, { by: 'x' }, { home, now })).rejects.toMatchObject({
      code: 'consent_needed',
    });
  });
});
