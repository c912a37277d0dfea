import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { outboxOf } from '../../testing/browser.fixture.ts';
import { openMailIn } from './mail-in.ts';

let api: TestApi;
let mailIn: Awaited<ReturnType<typeof openMailIn>>;
beforeAll(async () => {
  api = await startApi({ CLIPO_MAIL_IN_ADDRESS: 'report@clipo.example', CLIPO_MAIL_IN_PORT: '0' });
  mailIn = await openMailIn(api.deps);
});
afterAll(async () => {
  await mailIn?.close();
  await api.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const post = (mail: object) =>
  createTransport({ host: '127.0.0.1', port: mailIn?.port ?? 0, ignoreTLS: true }).sendMail({
    from: '李雷 <lei@example.com>',
    to: 'report@clipo.example',
    ...mail,
  });
const filed = async () => (await say(await api.ask('GET', '/api/v1/operate/cases'))).items;
/** One point of red. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

it('a mail becomes a case with its proof, and a mail with its number an answer in it; the sender gets number and link (S5)', async () => {
  await post({
    subject: '封面被盗用',
    html: '<style>p{}</style><p>这张照片<br>是我拍的</p><script>alert(1)</script>',
    attachments: [
      { filename: '原片.png', content: picture },
      { filename: 'sign.gif', content: 'GIF89a' },
    ],
  });
  const [line] = await filed();
  expect(line).toMatchObject({ kind: 'complaint', state: 'open', source: 'mail' });
  const told = (await outboxOf(api, 'lei@example.com'))[0];
  expect(told).toMatchObject({ template: 'case-received' });
  expect(told?.text).toContain(line.number);
  const whole = async () => say(await api.ask('GET', `/api/v1/operate/cases/${line.id}`));
  const texts = async () => (await whole()).entries.map(({ text }: { text: string }) => text);
  expect((await texts()).join()).toContain('封面被盗用\n\n这张照片\n是我拍的');
  expect((await texts()).join()).not.toContain('alert');
  expect((await whole()).files).toMatchObject([{ name: '原片.png', party: 'sender' }]);
  await post({ subject: `Re: ${line.number}`, text: '原片见附件' });
  expect((await texts()).join()).toContain('原片见附件');
  expect(await filed()).toHaveLength(1);
  // Somebody else who knows the number is not let into it.
  await post({ from: 'other@example.com', subject: `Re: ${line.number}`, text: '撤回' });
  expect(await filed()).toHaveLength(2);
  expect((await texts()).join()).not.toContain('撤回');
});

it('what only the person may ask waits for a code to that address; programs and other mailboxes are not answered (S5)', async () => {
  const before = (await filed()).length;
  await post({
    to: 'Report+Privacy@clipo.example',
    from: 'me@example.com',
    subject: 'My data',
    text: 'What do you keep?',
  });
  expect((await filed())[0]).toMatchObject({ kind: 'privacy', state: 'unconfirmed' });
  expect((await outboxOf(api, 'me@example.com')).map(({ template }) => template).sort()).toEqual([
    'case-received',
    'code',
  ]);
  await post({ subject: 'Out of office', text: 'Away', headers: { 'Auto-Submitted': 'auto-replied' } });
  await post({ subject: 'News', text: 'Buy', headers: { 'List-Id': '<a.example.com>' } });
  await expect(post({ to: 'boss@clipo.example', text: 'x' })).rejects.toThrow(/550/);
  expect(await filed()).toHaveLength(before + 1);
  for (let many = 0; many < 12; many += 1) {
    await post({ from: 'many@example.com', subject: 's', text: `n ${many}` }).catch((error: Error) =>
      expect(error.message).toMatch(/452/),
    );
  }
  expect(await filed()).toHaveLength(before + 1 + 10);
});
