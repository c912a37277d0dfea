import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Brief, type BriefInput, ClipoError, type SpeechEngine } from '@clipo/contract';
import { afterEach, describe, expect, it } from 'vitest';
import type { SpokenPart } from '../script/spoken.ts';
import { writeParts } from '../script/write-parts.ts';
import { type ModelLimits, modelLimits } from './limits.ts';

const key = 'sk-very-secret-0123456789';
const shortLimits: ModelLimits = { ...modelLimits, answerMs: 3000, waitMs: 1500 };

/** The tests' voice: five characters a second. */
const speak: SpeechEngine['speak'] = async ({ text, rate }) => ({
  key: `${rate} ${text}`,
  path: '/voice.wav',
  sampleRate: 48000,
  sampleCount: Math.round(((text.match(/[\p{L}\p{N}]/gu)?.length ?? 1) / 5 / rate) * 48000),
  words: [],
  phonemes: [],
  timesFrom: 'estimated',
  engine: 'steady',
  voiceLicence: 'none',
});

const input: BriefInput = {
  product: {
    id: 'TB500',
    name: '澄光随行保温杯 500ml',
    price: { amount: '89.00', currency: 'CNY' },
    sellingPoints: ['316不锈钢内胆', '倒放不漏', '杯身磨砂防滑'],
    facts: [{ text: '净重268克', source: '产品说明书' }],
  },
  materials: [{ file: 'a.png' }],
  brand: { name: '澄光' },
  mustNotSay: ['第一'],
};

/** A good answer for two hooks, one body (reveal, sell, demo) and one call to action of a 15 s video. */
const script = {
  hook: [
    { angle: '对比', lines: ['别急着换杯子，先看这个。'] },
    { angle: '数字', lines: ['净重268克，拿得轻松。'] },
  ],
  body: [{ angle: '细节', lines: ['看澄光保温杯。', '杯身磨砂，防滑好拿。', '316不锈钢内胆，倒放也不漏。'] }],
  cta: [{ angle: '了解', lines: ['点下面，看看它的细节。'] }],
};

type Reply = (response: ServerResponse, body: string, request: IncomingMessage) => void;
const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
  }
});

/** A model service on a free port that gives these replies in turn (the last again and again). */
async function serve(...replies: Reply[]) {
  const asked: { body: string; authorization: string | undefined; at: number }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const reply = replies[Math.min(asked.length, replies.length - 1)];
      asked.push({ body, authorization: request.headers.authorization, at: Date.now() });
      reply?.(response, body, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

const event = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** A stream of an answer in pieces of 7 characters, as services send them. */
const stream =
  (text: string, finish: string | null = 'stop'): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ role: 'assistant', content: '' }));
    for (let at = 0; at < text.length; at += 7) {
      response.write(event({ content: text.slice(at, at + 7) }));
    }
    if (finish !== null) {
      response.write(event({}, finish));
      response.write('data: [DONE]\n\n');
    }
    response.end();
  };
const status =
  (code: number, headers: Record<string, string> = {}, message = 'no'): Reply =>
  (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { message, type: 'error' } }));
  };

async function make(
  baseUrl: string,
  limits: ModelLimits = shortLimits,
  signal?: AbortSignal,
  more: Partial<BriefInput> = {},
) {
  const brief = Brief.parse({ ...input, ...more, model: { baseUrl, name: 'tiny' } });
  if (brief.product === undefined) {
    throw new Error('the test needs a product');
  }
  return writeParts(
    { speak, voice: 'default', modelKey: key, modelLimits: limits, signal },
    { brief, product: brief.product, language: 'zh-CN', axesNeeded: { hook: 2, body: 1, cta: 1 }, seed: 1 },
  );
}

const texts = (parts: readonly SpokenPart[]) => parts.map((part) => part.lines.map((line) => line.text));

/** A whole, speakable script whatever the model did: two hooks, a body of three lines, a call to action. */
function expectWhole(parts: readonly SpokenPart[]) {
  expect(texts(parts).map((lines) => lines.length)).toEqual([1, 1, 3, 1]);
  for (const line of parts.flatMap((part) => part.lines)) {
    expect((line.speech.sampleCount * 1000) / 48000).toBeLessThanOrEqual(line.slotMs - 250);
  }
}

describe('a model behind the planner (C8)', () => {
  it('writes the script when its answer is good, and the key goes only into the header', async () => {
    const { asked, baseUrl } = await serve(stream(JSON.stringify(script)));
    const { parts, warnings } = await make(baseUrl);
    expect(texts(parts)).toEqual([...script.hook, ...script.body, ...script.cta].map(({ lines }) => lines));
    expect(parts.map(({ angle }) => angle)).toEqual(['对比', '数字', '细节', '了解']);
    expect(warnings).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.authorization).toBe(`Bearer ${key}`);
    expect(asked[0]?.body).not.toContain(key);
    expect(parts[1]?.lines[0]?.source).toBe('产品说明书');
  });

  it('takes an answer that is fenced and talked around', async () => {
    const { asked, baseUrl } = await serve(
      stream(`好的，这是脚本：\n\`\`\`json\n${JSON.stringify(script, null, 2)}\n\`\`\`\n希望有用。`),
    );
    const { parts, warnings } = await make(baseUrl);
    expect(texts(parts)[0]).toEqual(script.hook[0]?.lines);
    expect(warnings).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('asks again, saying what is wrong, when the answer is no JSON; at most twice', async () => {
    const mended = await serve(stream('对不起，我先想想。'), stream(JSON.stringify(script)));
    const good = await make(mended.baseUrl);
    expect(texts(good.parts)[0]).toEqual(script.hook[0]?.lines);
    expect(mended.asked).toHaveLength(2);
    expect(mended.asked[1]?.body).toContain('no JSON object');

    const hopeless = await serve(stream('{"hook": 5'));
    const { parts, warnings } = await make(hopeless.baseUrl);
    expectWhole(parts);
    expect(hopeless.asked).toHaveLength(3);
    expect(warnings.join()).toContain('the built-in planner wrote what is missing');
  });

  it('keeps the parts of half a JSON that are whole, and fills up the rest', async () => {
    const half = JSON.stringify(script).slice(0, JSON.stringify(script).indexOf('"body"') - 1);
    const { baseUrl } = await serve(stream(half, 'length'));
    const { parts, warnings } = await make(baseUrl);
    expectWhole(parts);
    expect(texts(parts).slice(0, 2)).toEqual(script.hook.map(({ lines }) => lines));
    expect(warnings.join()).toMatch(/cut off/);
  });

  it('lives with a stream that is cut in the middle', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ content: JSON.stringify(script).slice(0, 90) }));
      setTimeout(() => response.destroy(), 50);
    });
    const { parts, warnings } = await make(baseUrl);
    expectWhole(parts);
    expect(warnings.length).toBeGreaterThan(0);
  });

  it('waits as long as a rate limit asks, then goes on', async () => {
    const { asked, baseUrl } = await serve(status(429, { 'retry-after': '1' }), stream(JSON.stringify(script)));
    const { parts, warnings } = await make(baseUrl);
    expect(texts(parts)[0]).toEqual(script.hook[0]?.lines);
    expect(warnings).toEqual([]);
    expect((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it('does not wait longer than its bound, nor ask more often', async () => {
    const patient = await serve(status(429, { 'retry-after': '3600' }));
    // An hour is asked for: who waited would never come to the next line.
    const { parts, warnings } = await make(patient.baseUrl);
    expectWhole(parts);
    expect(patient.asked).toHaveLength(1);
    expect(warnings.join()).toContain('429');

    const busy = await serve(status(429, { 'retry-after': '0' }));
    await make(busy.baseUrl);
    expect(busy.asked).toHaveLength(3);
  });

  it('gives up on a model that says nothing in time', async () => {
    const { asked, baseUrl } = await serve(() => undefined);
    const { parts, warnings } = await make(baseUrl, { ...shortLimits, answerMs: 400 });
    expectWhole(parts);
    expect(asked).toHaveLength(1);
    expect(warnings.join()).toContain('too long');
  });

  it('uses what a slow stream has said when its time is over', async () => {
    const whole = JSON.stringify(script);
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ content: whole.slice(0, whole.indexOf('"body"')) }));
    });
    const { parts } = await make(baseUrl, { ...shortLimits, answerMs: 600 });
    expectWhole(parts);
    expect(texts(parts)[0]).toEqual(script.hook[0]?.lines);
  });

  it('says so when the key is refused, asks once, and never shows the key', async () => {
    const { asked, baseUrl } = await serve(status(401, {}, `invalid api key ${key}`));
    const { parts, warnings } = await make(baseUrl);
    expectWhole(parts);
    expect(asked).toHaveLength(1);
    expect(warnings.join()).toContain('401');
    expect(warnings.join()).not.toContain(key);
  });

  it('accepts a refusal', async () => {
    const filtered = await serve(stream('', 'content_filter'));
    const first = await make(filtered.baseUrl);
    expectWhole(first.parts);
    expect(filtered.asked).toHaveLength(1);
    expect(first.warnings.join()).toContain('refused');
  });

  it('stops reading an answer without end', async () => {
    let written = 0;
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const more = () => {
        while (!response.destroyed && written < 50_000_000) {
          written += 10_000;
          if (!response.write(event({ content: '啊'.repeat(10_000) }))) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    const { parts, warnings } = await make(baseUrl);
    expectWhole(parts);
    expect(written).toBeLessThan(20_000_000);
    expect(warnings.join()).toContain('too long');
  });

  it.each([
    ['an invented number', '用了30天，还是不漏。', /30/],
    ['a number in words', '保温整整十二小时。', /12/],
    ['an absolute claim', '这是最好的保温杯。', /absolute/],
    ['a forbidden phrase', '保温杯里的第 一。', /must not be said/],
    ['a line far too long', '这个杯子真的特别特别特别适合每天都要出门通勤上班的你我他。', /does not fit/],
    ['a line far too short', '嗯。', /does not fit/],
  ])('replaces a line with %s and leaves the others', async (_, line, reason) => {
    const bad = { ...script, hook: [{ angle: 'x', lines: [line] }, script.hook[1]] };
    const { baseUrl } = await serve(stream(JSON.stringify(bad)));
    const { parts, warnings } = await make(baseUrl);
    expectWhole(parts);
    expect(texts(parts)[0]).not.toEqual([line]);
    expect(texts(parts).slice(1)).toEqual([script.hook[1], ...script.body, ...script.cta].map((part) => part?.lines));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^H01 hook/);
    expect(warnings[0]).toMatch(reason);
  });

  it('replaces a line that another choice of the axis says already', async () => {
    const twice = { ...script, hook: [script.hook[0], script.hook[0]] };
    const { baseUrl } = await serve(stream(JSON.stringify(twice)));
    const { parts, warnings } = await make(baseUrl);
    expect(texts(parts)[1]).not.toEqual(texts(parts)[0]);
    expect(warnings[0]).toMatch(/^H02 hook: .*says the same/);
  });

  it('replaces a line that leaves out what must be said in its place', async () => {
    const { baseUrl } = await serve(
      stream(
        JSON.stringify({
          ...script,
          body: [{ angle: 'x', lines: ['就看这一款。', ...(script.body[0]?.lines.slice(1) ?? [])] }],
        }),
      ),
    );
    const { parts, warnings } = await make(baseUrl, shortLimits, undefined, { mustSay: ['澄光'] });
    expect(
      parts.filter(({ axis }) => axis === 'body').every((part) => part.lines.some(({ text }) => text.includes('澄光'))),
    ).toBe(true);
    expect(warnings.join()).toContain('does not say "澄光"');
  });

  it('ends at once when cancelled', async () => {
    const stop = new AbortController();
    const { baseUrl } = await serve(() => setTimeout(() => stop.abort(), 50));
    const error: unknown = await make(baseUrl, shortLimits, stop.signal).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ClipoError);
    expect((error as ClipoError).code).toBe('cancelled');
  });

  it('falls back when nobody answers at the address', async () => {
    const { parts, warnings } = await make('http://127.0.0.1:9/v1');
    expectWhole(parts);
    expect(warnings.join()).toContain('the built-in planner wrote what is missing');
  });
});
