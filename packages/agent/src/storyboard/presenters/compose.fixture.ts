import { type Cell, type PreparedMaterial, Product, type Role, type Speech, type SpokenPhoneme } from '@clipo/contract';
import type { SpokenLine, SpokenPart } from '../../script/spoken.ts';
import { type ComposeInput, dealBatch } from '../compose.ts';

/** A voice that says a character every 150 ms, a shut and an open mouth in each. */
export function voiceOf(text: string): Speech {
  const step = 7200;
  const letters = [...text].flatMap((letter, index) => (/[\p{L}\p{N}]/u.test(letter) ? [index] : []));
  return {
    key: text,
    path: `/voices/${text.length}.wav`,
    sampleRate: 48_000,
    sampleCount: letters.length * step,
    words: letters.map((at, order) => ({
      text: text[at] as string,
      textStart: at,
      textEnd: at + 1,
      startSample: order * step,
      endSample: (order + 1) * step,
    })),
    phonemes: letters.flatMap((_, order): SpokenPhoneme[] => [
      { symbol: 'm', startSample: order * step, endSample: order * step + 2400 },
      { symbol: 'a', startSample: order * step + 2400, endSample: (order + 1) * step },
    ]),
    timesFrom: 'engine',
    engine: 'test',
    voiceLicence: 'none',
  };
}

const line = (role: Role, section: string, text: string, slotMs: number, source?: string): SpokenLine => ({
  role,
  section,
  text,
  slotMs,
  speech: voiceOf(text),
  rate: 1,
  ...(source === undefined ? {} : { source }),
});
const part = (id: string, axis: SpokenPart['axis'], lines: SpokenLine[]): SpokenPart => ({
  id,
  axis,
  angle: 'direct',
  language: 'zh-CN',
  lines,
});

/** Hook, body and call to action of a tumbler. */
const tumblerParts = [
  part('H01', 'hook', [line('hook', 'hook', '出门前，水灌好了吗？', 3000)]),
  part('B01', 'body', [
    line('body', 'reveal', '主角：澄光保温杯。', 2000),
    line('body', 'sell', '倒放24小时，一滴不漏。', 4000, '厂家检测报告 2026-08'),
    line('body', 'demo', '杯盖一按即开，单手能喝。', 3000),
  ]),
  part('C01', 'cta', [line('cta', 'cta', '给工位添一个，点下面！', 3000)]),
] as const;

/** A hand that holds a bottle and turns it, and a still. */
export const tumblerMaterials: readonly PreparedMaterial[] = [
  {
    kind: 'video',
    id: 'a'.repeat(64),
    file: 'turn.mp4',
    path: '/turn.mp4',
    rights: undefined,
    width: 1280,
    height: 1280,
    durationMs: 30_000,
    fps: 30,
    hasAudio: false,
    shots: [{ startMs: 0, endMs: 30_000 }],
    moments: [{ startMs: 0, endMs: 30_000, score: 1 }],
    subjects: Array.from({ length: 120 }, (_, index) => ({
      atMs: index * 250,
      box: { x: 0.3 + 0.1 * Math.sin(index / 7), y: 0.2, w: 0.3, h: 0.55 },
    })),
  },
  {
    kind: 'image',
    id: 'b'.repeat(64),
    file: 'cup.png',
    path: '/cup.png',
    rights: undefined,
    width: 1600,
    height: 1600,
    hasAlpha: false,
    subject: { x: 0.3, y: 0.3, w: 0.4, h: 0.4 },
  },
];

const cell: Cell = { hook: 1, body: 1, cta: 1, shots: 1, style: 1, presenter: 1, voice: 1, template: 1, music: 1 };

/** What a storyboard of the tumbler is composed from. */
export function composeInput(
  given: Pick<ComposeInput, 'format' | 'template'> & Partial<Pick<ComposeInput, 'cast'>>,
  materials: readonly PreparedMaterial[] = tumblerMaterials,
): ComposeInput {
  const rhythm = {
    brief: {
      brand: { name: '澄光', colors: ['#1F6F78', '#F2B134'], emoji: false },
      music: false,
      seed: 7,
    },
    product: Product.parse({
      id: 'TB500',
      name: '澄光随行保温杯 500ml',
      price: { amount: '89.00', currency: 'CNY', original: '129.00', originalProof: '2026年10月门店价签' },
      sellingPoints: ['倒放不漏', '单手能喝'],
    }),
    fps: 30 as const,
    template: given.template,
  };
  return {
    ...rhythm,
    ...given,
    name: 'tumbler',
    language: 'zh-CN',
    parts: tumblerParts,
    shots: dealBatch(tumblerParts, given.format, materials, 1, rhythm),
    cell,
    logo: undefined,
  };
}
