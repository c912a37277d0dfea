import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkFile } from '../check-file.ts';
import { labelFile } from '../label-file.ts';
import { decodedFrames, ffmpeg, labelOf, makeClip, scratchFolder } from '../media.fixture.ts';
import { type CredentialSigner, openFileSigner, signerId } from './credential-signer.ts';
import { developmentName, openDevelopmentSigner } from './development-signer.ts';
import { readCredentials } from './read-credentials.ts';
import { signCredentials } from './sign-credentials.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let signer: CredentialSigner;
const label = labelOf('credentials');
const files = ['film.mp4', 'film.mov', 'still.png', 'still.jpg', 'still.webp'];

beforeAll(async () => {
  scratch = await scratchFolder();
  signer = await openDevelopmentSigner(scratch.path('keys'));
  for (const file of files) {
    const path = scratch.path(file);
    await (file.startsWith('film')
      ? makeClip(path, '-t', '0.5')
      : ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64', '-frames:v', '1', path));
    await labelFile(path, path, label);
  }
}, 60_000);
afterAll(() => scratch.remove());

it.each(files)(
  '%s is signed last: its label still reads, its pictures stay, one changed byte is found (L2)',
  async (file) => {
    const [bare, signed, changed] = [file, `signed-${file}`, `changed-${file}`].map(scratch.path) as [
      string,
      string,
      string,
    ];
    expect(await readCredentials(bare)).toBeNull();
    await signCredentials(bare, signed, { title: file, version: '1.2.3', sourceType: 'composite' }, signer);
    const report = await readCredentials(signed);
    expect(report).toMatchObject({
      state: 'untrusted',
      issuer: developmentName,
      generator: 'Clipo 1.2.3',
      title: file,
      sourceType: 'composite',
      actions: ['c2pa.created'],
      problems: ['signingCredential.untrusted'],
    });
    expect(await checkFile(signed)).toMatchObject({ verdict: 'valid', implicit: label });
    expect(await decodedFrames(signed)).toBe(await decodedFrames(bare));
    const bytes = await readFile(signed);
    const middle = (await stat(signed)).size - 40;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    await writeFile(changed, bytes);
    expect((await readCredentials(changed))?.state).toBe('invalid');
  },
);

it('who is known to the given anchors is trusted, and the certificate is made once', async () => {
  const again = await openDevelopmentSigner(scratch.path('keys'));
  expect(signerId(again)).toBe(signerId(signer));
  await signCredentials(scratch.path('still.png'), scratch.path('known.png'), { title: 'k', version: '1' }, signer);
  const anchors = signer.chain.at(-1);
  expect(await readCredentials(scratch.path('known.png'), { anchors })).toMatchObject({
    state: 'trusted',
    problems: [],
  });
});

it('what a work is made of keeps its own credentials; a relabelled file names what it was', async () => {
  const material = scratch.path('material.png');
  await signCredentials(scratch.path('still.png'), material, { title: 'material', version: '1' }, signer);
  const work = scratch.path('work.mp4');
  await signCredentials(
    scratch.path('film.mp4'),
    work,
    {
      title: 'work',
      version: '1',
      sourceType: 'compositeWithTrained',
      ingredients: [
        { title: 'material.png', path: material, relation: 'component' },
        { title: 'bare.jpg', path: scratch.path('still.jpg'), relation: 'component' },
      ],
    },
    signer,
  );
  expect(await readCredentials(work)).toMatchObject({
    state: 'untrusted',
    sourceType: 'compositeWithTrained',
    actions: ['c2pa.created', 'c2pa.placed', 'c2pa.placed'],
    ingredients: [
      { title: 'material.png', relation: 'componentOf', hasCredentials: true },
      { title: 'bare.jpg', relation: 'componentOf', hasCredentials: false },
    ],
  });
  const relabelled = scratch.path('relabelled.mp4');
  await labelFile(work, relabelled, labelOf('again'));
  await signCredentials(
    relabelled,
    relabelled,
    { title: 'again', version: '1', ingredients: [{ title: 'work', path: work, relation: 'parent' }] },
    signer,
  );
  expect(await readCredentials(relabelled)).toMatchObject({
    state: 'untrusted',
    actions: ['c2pa.opened', 'c2pa.edited.metadata'],
    ingredients: [{ title: 'work', relation: 'parentOf', hasCredentials: true }],
  });
  expect((await checkFile(relabelled)).implicit?.ProduceID).toBe('again');
});

it('keys of a service sign as keys in files do, and a wrong key or file is named', async () => {
  let asked = 0;
  const service: CredentialSigner = {
    ...signer,
    async sign(bytes) {
      asked += 1;
      return signer.sign(bytes);
    },
  };
  await signCredentials(scratch.path('still.jpg'), scratch.path('s.jpg'), { title: 's', version: '1' }, service);
  expect(asked).toBe(1);
  const [chain, key] = [scratch.path('keys/development.pem'), scratch.path('keys/development.key')];
  const fields = { chain: 'CERT', key: 'KEY' };
  const other = await openDevelopmentSigner(scratch.path('other')).then(() => scratch.path('other/development.key'));
  await expect(openFileSigner({ chain, key: other }, fields)).rejects.toMatchObject({ details: { field: 'KEY' } });
  await expect(openFileSigner({ chain: key, key }, fields)).rejects.toMatchObject({ details: { field: 'CERT' } });
  await expect(openFileSigner({ chain, key: chain }, fields)).rejects.toMatchObject({ details: { field: 'KEY' } });
  const silent = { ...signer, timeStampUrl: 'http://127.0.0.1:9/' };
  await expect(
    signCredentials(scratch.path('still.jpg'), scratch.path('t.jpg'), { title: 't', version: '1' }, silent),
  ).rejects.toMatchObject({ code: 'label_failed' });
});
