import { join } from 'node:path';
import { checkFile, labelFile, makeImplicitLabel, readCredentials } from '@clipo/label';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import { runTool } from './decoded-video.fixture.ts';
import { readManifest } from './outcome.fixture.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('signed');
});
afterAll(() => workshop?.remove());

it('make signs labels and content credentials last, over the very same pictures; what it is made of decides what they say (L2, L6)', async () => {
  const folder = await workshop.brief();
  const foreign = makeImplicitLabel({
    providerCode: '0011'.concat('91110000000000000E', '00000'),
    produceId: 'of-another',
  });
  const make = async (out: string, env: Record<string, string> = {}) => {
    const end = await workshop.run(['make', folder, '--draft', '--out', out, '--json'], { env });
    expect(end.code, end.err).toBe(0);
    const { videos } = await readManifest(out);
    const [video] = videos;
    return { out, film: join(out, video?.file ?? ''), cover: join(out, video?.cover ?? ''), sha256: video?.sha256 };
  };
  const plain = await make(join(workshop.folder, 'plain'));
  expect(await readCredentials(plain.film)).toBeNull();

  const key = join(workshop.folder, 'key.json');
  expect((await workshop.runHere(['label-key', key, '--algorithm', 'sm2'])).code).toBe(0);
  const signing = { CLIPO_LABEL_KEY: key, CLIPO_CREDENTIALS: 'on' };
  const signed = await make(join(workshop.folder, 'signed'), signing);
  expect(await pictureHash(signed.film)).toBe(await pictureHash(plain.film));
  const checked = await checkFile(signed.film);
  expect(checked).toMatchObject({ verdict: 'valid', signature: { algorithm: 'sm2', isValid: true } });
  expect(checked.implicit?.ReservedCode1).toContain('TC260PG');
  expect((await checkFile(signed.cover)).signature).toMatchObject({ algorithm: 'sm2', isValid: true });
  expect(await readCredentials(signed.film)).toMatchObject({
    state: 'untrusted',
    sourceType: 'composite',
    problems: ['signingCredential.untrusted'],
    // The photo is not shown.
    ingredients: [{ title: 'clip.mp4', relation: 'componentOf', hasCredentials: false }],
  });
  expect(await readCredentials(signed.cover)).toMatchObject({ state: 'untrusted', sourceType: 'composite' });

  const verified = await workshop.runHere(['verify', signed.film, '--json']);
  expect(verified.code, verified.err).toBe(0);
  expect(JSON.parse(verified.out)[0]).toMatchObject({
    verdict: 'valid',
    altered: false,
    credentials: { state: 'untrusted' },
  });

  // A material that says of itself that AI made it raises what the film says of itself.
  await labelFile(join(folder, 'clip.mp4'), join(folder, 'clip.mp4'), foreign);
  const raised = await make(join(workshop.folder, 'raised'), signing);
  expect(await readCredentials(raised.film)).toMatchObject({ sourceType: 'compositeWithTrained' });
  const { materials } = await readManifest(raised.out);
  expect(materials.find(({ file }) => file === 'clip.mp4')?.aiOrigin?.label).toEqual(foreign);
  expect(materials.find(({ file }) => file === 'photo.png')).not.toHaveProperty('aiOrigin');
});

it('a wrong setting is told before any work', async () => {
  const folder = await workshop.brief();
  const half = await workshop.runHere(['make', folder, '--dry-run'], { env: { CLIPO_CREDENTIALS_CERT: 'a.pem' } });
  expect([half.code, half.err]).toEqual([2, expect.stringContaining('CLIPO_CREDENTIALS_KEY')]);
  const wrong = await workshop.runHere(['make', folder, '--dry-run'], { env: { CLIPO_CREDENTIALS: 'yes' } });
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('CLIPO_CREDENTIALS')]);
});

/** SHA-256 of the picture's packets. */
async function pictureHash(file: string): Promise<string> {
  const args = ['-v', 'error', '-i', file, '-map', '0:v', '-c', 'copy', '-f', 'streamhash', '-hash', 'sha256', '-'];
  const { out } = await runTool('ffmpeg', args);
  expect(out).toMatch(/^0,v,SHA256=[0-9a-f]{64}\s*$/);
  return out;
}
