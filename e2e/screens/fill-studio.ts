import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sample } from './pages.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');
const files = [
  ...['tumbler/tumbler.mp4', 'tumbler/coffee.png', 'boots/pair.jpg', 'boots/side.jpg', 'boots/turn.mp4'],
  ...['cupcake/hero.jpg', 'cupcake/table.jpg', 'headphones/front.jpg', 'headphones/turn.mp4', 'toy/crown.jpg'],
];
const mostMs = 15 * 60_000;

type Ask = <T>(method: string, path: string, body?: object) => Promise<T>;

/** Asks a service as its operator; what it refuses is thrown. */
export function asking(url: string, key: string): Ask {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'accept-language': 'zh-CN' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
    return (answer.headers.get('content-type')?.includes('json') ? answer.json() : answer.text()) as Promise<T>;
  };
}

/** Words as a team says them, an outside engine, and who is performed by it. Nothing is ordered there. */
export async function fillVoices(ask: Ask): Promise<void> {
  await ask('PUT', 'dictionary', {
    signedOff: { by: '王敏', on: '2026-11-20' },
    words: {
      重光: { 'zh-CN': { pinyin: 'chong2 guang1' }, en: { say: 'Chong Gwang' } },
      Klypo: { 'zh-CN': { say: '克里波' }, en: { ipa: 'ˈklaɪpoʊ', say: 'Clyp oh' } },
      澄光: { 'zh-CN': { ipa: 'ʈʂʰəŋ˧˥ kwɑŋ˥˥' } },
    },
  });
  const engine = { kind: 'heygen', centsPerSecond: 5 };
  const { id: engineId } = await ask<{ id: string }>('POST', 'presenter-engines', {
    name: 'HeyGen',
    engine,
    key: 'k-1',
  });
  await ask('POST', 'outside-presenters', { name: '小雅', engineId, avatar: 'anna_public_3', mostBatchCents: 5000 });
}

/** What is laid out for every team, one of it taken and one withdrawn. They were looked through while the batch was made. */
async function layOut(ask: Ask, ids: readonly string[]): Promise<void> {
  const items: { id: string }[] = [];
  for (const materialId of ids.slice(2, 8)) {
    await ask('PATCH', `materials/${materialId}`, {
      rights: {
        holder: '澄光影像',
        licence: 'CC-BY-4.0',
        scope: '广告与电商，全球',
        term: '2027-12-31',
        shows: 'nobody',
      },
    });
    items.push(await ask('POST', 'operate/licensed-items', { materialId, reason: '图库合同已签' }));
  }
  await ask('PUT', `operate/licensed-items/${items[0]?.id}/withdrawal`, { why: '权利人收回授权' });
}

/** Fills an empty studio through its API: materials, a conversation with the built-in planner, and the batch it started. */
export async function fillStudio(url: string, key: string): Promise<Sample> {
  const ask = asking(url, key);
  await fillVoices(ask);
  const ids: string[] = [];
  for (const file of files) {
    const answer = await fetch(`${url}/api/v1/materials?name=${encodeURIComponent(file.replace('/', '-'))}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
      body: await readFile(join(examples, file)),
    });
    const { id } = (await answer.json()) as { id: string };
    await ask('PATCH', `materials/${id}`, { rights: { holder: 'Clipo', licence: 'CC0-1.0', scope: 'any' } });
    ids.push(id);
  }
  const { id: talkId } = await ask<{ id: string }>('POST', 'conversations', { language: 'zh-CN' });
  await ask('POST', `conversations/${talkId}/messages`, {
    text: '帮我给澄光随行保温杯做 3 条 10 秒的抖音视频，卖点是单手能开、倒放不漏、杯身防滑，89 元，先出小样',
    materialIds: ids.slice(0, 2),
  });
  const talk = await ask<{ messages: { pieces: { kind: string; id?: string; card?: { kind: string } }[] }[] }>(
    'GET',
    `conversations/${talkId}`,
  );
  const quote = talk.messages.flatMap(({ pieces }) => pieces).find(({ card }) => card?.kind === 'quote');
  const { batchId } = await ask<{ batchId: string }>('POST', `conversations/${talkId}/start`, { card: quote?.id });
  const until = Date.now() + mostMs;
  for (;;) {
    const { status } = await ask<{ status: string }>('GET', `batches/${batchId}`);
    if (status !== 'planning' && status !== 'running') {
      break;
    }
    if (Date.now() > until) {
      throw new Error(`the sample batch is ${status} after ${mostMs / 60_000} minutes`);
    }
    await wait(1000);
  }
  const { items: videos } = await ask<{ items: { id: string }[] }>('GET', `videos?batch=${batchId}`);
  const [first = '', second = '', ...others] = videos.map(({ id }) => id);
  await ask('POST', 'reviews', { videos: [first, ...others], outcome: 'approved', reasons: [], note: '' });
  await ask('POST', 'reviews', { videos: [second], outcome: 'rejected', reasons: ['pace'], note: '第二镜太赶' });
  await ask('POST', `videos/${first}/comments`, { atMs: 1500, body: '这里把杯子放大一点', mentions: [] });
  await layOut(ask, ids);
  const { id: recipeId } = await ask<{ id: string }>('POST', 'recipes', {
    name: '双十一 · 保温杯',
    batch: await ask<object>('GET', `batches/${batchId}/source`),
  });
  const { id: deliveryId } = await ask<{ id: string }>('POST', 'deliveries', {
    videos: [first, ...others],
    channels: [{ platform: 'kuaishou', handle: '澄光生活' }],
    labels: ['ai', 'marketing'],
    schedules: [{ startsAt: new Date(Date.now() + 86_400_000).toISOString(), everyMinutes: 1440 }],
  });
  const { path: sharePath } = await ask<{ path: string }>('POST', `batches/${batchId}/shares`, {
    name: '澄光品牌部',
    days: 7,
    mayComment: true,
    mayDecide: true,
  });
  return { talkId, batchId, videoId: first, recipeId, deliveryId, sharePath };
}
