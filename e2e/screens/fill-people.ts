import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** A cookie as a browser is given it. */
export interface Cookie {
  name: string;
  value: string;
  url: string;
}

/** What pages of people and operators are filled with. */
export interface SamplePeople {
  /** Of the owner of a team: what makes a browser theirs. */
  cookies: Cookie[];
  /** The owner's team. */
  teamId: string;
  /** The owner's contact, as an operator types it. */
  contact: string;
}

const owner = { contact: '13800138001', code: '+8613800138001' };

/** Fills a studio with people through its API: a team of three with its papers, credits and notices, and what waits for operators. */
export async function fillPeople(url: string, key: string): Promise<SamplePeople> {
  const { operate, enter } = openDesk(url, key);
  const boss = openVisitor(url);
  await enter(boss, owner.contact, { kept: owner.code });
  await boss.ask('PATCH', 'me', { name: '王晓' });
  await boss.ask('PATCH', 'team', { name: '澄光生活' });
  const { team } = (await boss.ask('GET', 'me')) as { team: { id: string } };
  for (const [contact, name, role] of [
    ['li@example.com', '李雷', 'editor'],
    ['han@example.com', '韩梅梅', 'approver'],
  ] as const) {
    await boss.ask('POST', 'team/invitations', { contact, role });
    const guest = openVisitor(url);
    const { items } = (await operate('GET', 'outbox?limit=50')) as { items: { to: string; text: string }[] };
    const secret = /invitation#([\w-]+)/.exec(items.find(({ to }) => to === contact)?.text ?? '')?.[1] ?? '';
    await enter(guest, contact);
    await guest.ask('PATCH', 'me', { name });
    await guest.ask('POST', 'me/invitations', { secret });
  }
  await boss.ask('POST', 'team/invitations', { contact: 'client@example.com', role: 'viewer' });
  const paid = (await boss.ask('POST', 'credits/orders', { pack: 'shop', way: 'operator' })) as { id: string };
  await operate('POST', `payments/orders/${paid.id}/confirm`, { payment: 'BANK-20261128-17' });
  const second = (await boss.ask('POST', 'credits/orders', { pack: 'try', way: 'operator' })) as { id: string };
  await operate('POST', `payments/orders/${second.id}/confirm`, { payment: 'BANK-20261129-03' });
  await boss.ask('POST', 'credits/orders', { pack: 'try', way: 'operator' });
  await boss.ask('POST', `credits/orders/${paid.id}/refunds`, { reason: '本季度的投放提前结束了' });
  const proof = Buffer.from('%PDF-1.7 sample');
  await boss.ask('POST', 'team/enterprise/proof?name=licence.pdf', proof);
  await boss.ask('PUT', 'team/enterprise', {
    name: '杭州澄光生活用品有限公司',
    businessScope: '日用百货、家居用品的销售',
    licenceNumbers: ['91330100MA27XF6Q3X'],
    proofSha256: createHash('sha256').update(proof).digest('hex'),
  });
  await boss.ask('POST', 'team/api-access', { purpose: '从我们自己的商品库批量制作短视频' });
  await operate('POST', `teams/${team.id}/usage-grants`, {
    purpose: '抖音、快手信息流投放',
    document: '合同 CG-2026-17',
    startsAt: '2026-11-01T00:00:00Z',
    endsAt: '2027-10-31T00:00:00Z',
  });
  // A new device, and somebody who guessed before: a sign-in with a risk.
  await boss.ask('PUT', 'me/password', { password: 'three words and a 7' });
  for (let guess = 0; guess < 5; guess += 1) {
    await openVisitor(url).tell('POST', 'sign-in/password', { contact: owner.contact, password: `wrong ${guess} one` });
  }
  await openVisitor(url).tell('POST', 'sign-in/password', { contact: owner.contact, password: 'three words and a 7' });
  // What pops up is read, so that it hides no page.
  const { items } = (await boss.ask('GET', 'me/notices?limit=30')) as { items: { id: string; isPopup: boolean }[] };
  for (const { id } of items.filter(({ isPopup }) => isPopup)) {
    await boss.ask('POST', `me/notices/${id}/read`);
  }
  return { cookies: boss.cookies(), teamId: team.id, contact: owner.contact };
}

/** What a guardian who has proven their contact is answered: their minors, with a token that is good for a quarter of an hour. */
export type FoundWards = { token: string; items: object[] };

/** Makes a minor with a guardian's consent and an order that is paid, and lets the guardian enter. It takes a minute: codes go once in that. */
export async function fillWard(url: string, key: string): Promise<FoundWards> {
  const { operate, codeFor, enter } = openDesk(url, key);
  const teen = openVisitor(url);
  const contact = 'guardian@example.com';
  await enter(teen, 'teen@example.com', { ageGroup: 'teen' });
  await teen.ask('PATCH', 'me', { name: '李小乐' });
  await teen.ask('POST', 'me/guardian/codes', { contact });
  const sentAt = Date.now();
  await teen.ask('POST', 'me/guardian', { name: '李雷', contact, code: await codeFor(contact) });
  const order = (await teen.ask('POST', 'credits/orders', { pack: 'try', way: 'operator' })) as { id: string };
  await operate('POST', `payments/orders/${order.id}/confirm`, { payment: 'BANK-20261128-18' });
  await wait(Math.max(0, sentAt + 61_000 - Date.now()));
  const guardian = openVisitor(url);
  await guardian.ask('POST', 'guardians/codes', { contact });
  return (await guardian.ask('POST', 'guardians/wards', { contact, code: await codeFor(contact) })) as FoundWards;
}

/** The operator's desk, and how people come in by the codes that lie on it. */
function openDesk(url: string, key: string) {
  const operate = (method: string, path: string, body?: object) =>
    ask(url, method, path, body, { authorization: `Bearer ${key}` });
  const codeFor = async (contact: string) => {
    const { items } = (await operate('GET', 'outbox?limit=50')) as { items: { to: string; text: string }[] };
    const isCode = ({ to, text }: { to: string; text: string }) => to === contact && /\b\d{6}\b/.test(text);
    return /\b\d{6}\b/.exec(items.find(isCode)?.text ?? '')?.[0] ?? '';
  };
  const enter = async (
    visitor: Visitor,
    contact: string,
    { kept = contact, ageGroup = 'adult' }: { kept?: string; ageGroup?: 'adult' | 'teen' } = {},
  ) => {
    const { items } = (await visitor.ask('GET', 'agreements')) as {
      items: { kind: string; version: string; state: string }[];
    };
    const of = (kind: string) => items.find((item) => item.kind === kind && item.state === 'in-force')?.version;
    await visitor.ask('POST', 'sign-in/codes', { contact });
    const accepted = { agreement: of('agreement'), privacy: of('privacy') };
    await visitor.ask('POST', 'sign-in/code', { contact, code: await codeFor(kept), accepted });
    await visitor.ask('PATCH', 'me', { ageGroup });
  };
  return { operate, codeFor, enter };
}

interface Visitor {
  /** Asks and throws where that is refused. */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  /** Asks, whatever comes of it. */
  tell(method: string, path: string, body?: object): Promise<void>;
  cookies(): Cookie[];
}

/** Somebody at a browser of their own. */
function openVisitor(url: string): Visitor {
  const jar = new Map<string, string>();
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/api/v1/${path}`, request(url, method, body, cookieOf(jar)));
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  return {
    ask: async (method, path, body) => readAnswer(await send(method, path, body), `${method} ${path}`),
    tell: async (method, path, body) => {
      await (await send(method, path, body)).text();
    },
    cookies: () => [...jar].map(([name, value]) => ({ name, value, url })),
  };
}

const cookieOf = (jar: ReadonlyMap<string, string>): Record<string, string> =>
  jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };

async function ask(url: string, method: string, path: string, body: object | undefined, headers: object) {
  const answer = await fetch(`${url}/api/v1/${path}`, request(url, method, body, { ...headers }));
  return readAnswer(answer, `${method} ${path}`);
}

function request(url: string, method: string, body: object | undefined, headers: Record<string, string>): RequestInit {
  const isBytes = body instanceof Uint8Array;
  return {
    method,
    headers: {
      origin: url,
      'accept-language': 'zh-CN',
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
      ...(body !== undefined && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
  };
}

async function readAnswer(answer: Response, what: string): Promise<unknown> {
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${what}: ${answer.status} ${text}`);
  }
  return text === '' ? undefined : JSON.parse(text);
}
