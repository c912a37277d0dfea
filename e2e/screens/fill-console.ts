import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tinyMedia } from '@clipo/testkit';
import pg from 'pg';
import { addressesOfHome } from '../../apps/server/src/db/embedded.ts';
import { newId } from '../../apps/server/src/db/new-id.ts';
import type { Cookie, SamplePeople } from './fill-people.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');

/** What the pages of operators and of cases are filled with. */
export interface SampleConsole {
  /** A team that much is told of. */
  teamId: string;
  /** Its owner. */
  userId: string;
  /** What opens a case for who sent it. */
  caseSecret: string;
  /** The same case, as operators find it. */
  caseId: string;
}

/** Fills the console of a studio that has people: measures and an appeal, cases, an incident, what is announced and waits. */
export async function fillConsole(
  url: string,
  key: string,
  { cookies, teamId }: Pick<SamplePeople, 'cookies' | 'teamId'>,
): Promise<SampleConsole> {
  const operate = asker(url, { authorization: `Bearer ${key}` });
  const own = asker(url, { origin: url, cookie: cookieOf(cookies) });
  const anybody = asker(url, { 'accept-language': 'zh-CN' });
  const { id: userId } = (await own('GET', 'me')) as { id: string };
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
  await operate('POST', 'operate/holds', {
    userId,
    ground: 'court',
    reference: '（2026）沪01民初17号',
    note: '案件审理期间',
  });
  await operate('POST', 'operate/actings', { userId, teamId, reason: '来电请求协助整理商品' });
  await operate('POST', 'credits/grants', { teamId, amount: 100_001, reference: 'c-1', reason: '春节活动' });
  await operate('POST', 'announcements', {
    ...{ titleZh: '周日凌晨维护', bodyZh: '2:00 到 3:00 暂停制作。', titleEn: 'Maintenance', bodyEn: 'From 2 to 3.' },
    ...{ kind: 'maintenance', parts: ['make'], startsAt: hours(36), endsAt: hours(37) },
  });
  await operate('POST', 'operate/incidents', {
    ...{ kind: 'security', grade: 'general', title: '一台工作机上发现未知进程', foundAt: hours(0) },
    ...{ data: ['sessions'], cause: '调查中', harm: '未发现数据外传', measures: '已隔离该机器', advice: '请修改密码' },
  });
  const limit = (await operate('POST', 'measures', {
    ...{ userId, kind: 'limit', reason: 'abnormal', functions: ['publish'], days: 3 },
    ...{ statement: '短时间内大量公开分享，三天内不能公开分享。', ground: '服务协议第九条' },
  })) as { id: string };
  await own('POST', 'me/appeals', {
    ...{ subject: 'measure', subjectId: limit.id, text: '当天是新品发布，按计划分享给了 40 位经销商，附名单。' },
    identity: { name: '王晓', document: '护照 E12345678' },
  });
  const picture = await readFile(await tinyMedia('pictureJpeg'));
  for (const { name, file, isWithdrawn } of [
    { name: '短靴侧面', file: 'boots/side.jpg', isWithdrawn: true },
    { name: '甜点桌面', file: 'cupcake/table.jpg', isWithdrawn: false },
  ]) {
    const own = (await operate('POST', `materials?name=${name}.jpg`, await readFile(join(examples, file)))) as {
      id: string;
    };
    const rights = {
      holder: '示例图库有限公司',
      licence: '采购合同 TK-2026-09',
      scope: '信息流和店铺',
      term: '2027-09-30',
      shows: 'nobody',
    };
    await operate('PATCH', `materials/${own.id}`, { rights });
    const { id } = (await whenLookedThrough(() =>
      operate('POST', 'operate/licensed-items', { materialId: own.id, reason: '图库合同已签' }),
    )) as { id: string };
    if (isWithdrawn) {
      await operate('PUT', `operate/licensed-items/${id}/withdrawal`, { why: '权利人 11 月 20 日起不再授权' });
    }
  }
  const material = (await own('POST', 'materials?name=open.jpg', picture)) as { id: string };
  await anybody('POST', 'cases', {
    ...{ kind: 'question', name: '赵六', contact: 'zhao@example.com', text: '企业认证需要多久？' },
  });
  await anybody('POST', 'cases', {
    ...{ kind: 'abuse', name: '孙七', contact: 'sun@example.com', place: 'https://example.com/v/8' },
    text: '视频里的价格与实际不符。',
  });
  const sent = (await anybody('POST', 'cases', {
    ...{ kind: 'infringement', right: 'copyright', name: '陈一', contact: 'chen@example.com', isSworn: true },
    ...{ about: material.id, place: 'https://example.com/v/7', text: '开场的照片由我拍摄，未授权任何人使用。' },
  })) as { number: string; secret: string };
  const { items } = (await operate('GET', `operate/cases?number=${sent.number}`)) as { items: { id: string }[] };
  const caseId = items[0]?.id ?? '';
  await operate('POST', `operate/cases/${caseId}/notices`, {
    text: '有人认为开场的照片是其拍摄的。',
    isTakenDown: true,
  });
  return { teamId, userId, caseSecret: sent.secret, caseId };
}

/** A material is laid out once the service has looked through it, some seconds after it came. */
async function whenLookedThrough<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 120; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !String(error).includes(': 409 ')) {
        throw error;
      }
      await setTimeout(500);
    }
  }
}

/** Puts two weeks behind a studio, as its charts show them: videos of every day, some failed, and who joined. */
export async function fillDays(home: string, teamId: string): Promise<void> {
  const { url } = (await addressesOfHome(home)) ?? { url: '' };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set clipo.team = '*'");
  for (let day = 0; day < 14; day += 1) {
    const at = Date.now() - day * 86_400_000;
    const made = [42, 61, 38, 77, 90, 24, 18, 55, 63, 71, 46, 82, 20, 31][day] ?? 0;
    for (let each = 0; each < made; each += 1) {
      const id = newId('vid', at);
      await client.query(
        `insert into videos (id, team_id, batch_id, name, ordinal, status, product, creative, language, format, document, ended_at)
          values ($1, $2, $1, $1, 0, $3, 'P', 1, 'zh-CN', '9x16', '{}', $4)`,
        [id, teamId, each % 23 === 7 ? 'failed' : 'done', new Date(at)],
      );
    }
    for (let each = 0; each < (day * 5) % 7; each += 1) {
      const id = newId('usr', at);
      await client.query("insert into users (id, email, email_sealed, created_at) values ($1, $1, '', $2)", [
        id,
        new Date(at),
      ]);
    }
  }
  await client.end();
}

const cookieOf = (cookies: readonly Cookie[]) => cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

function asker(url: string, headers: Record<string, string>) {
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const isBytes = body instanceof Uint8Array;
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { ...headers, 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
      ...(body === undefined ? {} : { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  };
}
