import type { Language, Role } from '@clipo/contract';
import { heldPhrase } from '../script/fold-text.ts';
import type { Wording } from '../script/wording.ts';
import type { PlatformLimits } from './platform-limits.ts';

/** A line of a video as its description has it, with its source. */
export interface PostLine {
  role: Role;
  text: string;
}

/** What stands around the lines in a description, and in which form they stand: no paragraph, or one. */
export interface PostFrame {
  opener: readonly string[];
  closer: readonly string[];
  arrange: (lines: readonly PostLine[]) => string[];
}

/** The first of each is nothing: variant 0 is the video's own words. `{noun}` needs a known one. */
const openers: Record<Language, readonly string[]> = {
  'zh-CN': [
    '',
    '买之前，先看这几条：',
    '重点都写在这里：',
    '视频里讲的，记在这儿：',
    '给还在挑{noun}的你：',
    '几句话说清楚：',
    '关于{name}：',
  ],
  en: [
    '',
    'Before you buy, a few points:',
    'The short version:',
    'What the video says, in writing:',
    'For anyone choosing {aNoun}:',
    'In plain words:',
    'About {theName}:',
  ],
};
const closers: Record<Language, readonly string[]> = {
  'zh-CN': [
    '',
    '有问题，评论区聊。',
    '觉得有用，先收藏。',
    '还想看哪一面？留言说说。',
    '要买的时候，翻出来对一对。',
    '转给正好需要的朋友。',
  ],
  en: [
    '',
    'Questions? Ask in the comments.',
    'Save this for later.',
    'Which part matters to you? Tell us below.',
    'Come back to it before you decide.',
    'Share it with someone who needs it.',
  ],
};

const arrangements: readonly PostFrame['arrange'][] = [
  (lines) => lines.map(({ text }) => text),
  (lines) => listed(lines.filter(({ role }) => role !== 'hook' && role !== 'cta')),
  (lines) => [
    ...lines.filter(({ role }) => role === 'hook').map(({ text }) => text),
    ...listed(lines.filter(({ role }) => role !== 'hook')),
  ],
];

/** Lines as a list; where nothing but an opening and a call was said, as they are. */
function listed(lines: readonly PostLine[]): string[] {
  return lines.map(({ text }) => `· ${text}`);
}

/**
 * The frame of a variant. Neighbouring variants share neither opener nor form; over a hundred differ before one returns.
 * Pure.
 */
export function postFrame(variant: number, wording: Wording, limits: PlatformLimits): PostFrame {
  const { language } = wording;
  const open = sayable(openers[language], wording);
  // A product page takes no calls to action.
  const close = limits.isPlain === true ? [''] : sayable(closers[language], wording);
  const turn = Math.floor(variant / open.length);
  const opener = open[variant % open.length] ?? '';
  const closer = close[(variant + turn) % close.length] ?? '';
  const arrange = arrangements[(variant + Math.floor(turn / close.length)) % arrangements.length];
  return {
    opener: opener === '' ? [] : [opener],
    closer: closer === '' ? [] : [closer],
    arrange: arrange ?? ((lines) => lines.map(({ text }) => text)),
  };
}

function sayable(texts: readonly string[], wording: Wording): string[] {
  const { noun, aNoun, name, theName } = wording;
  const known: Record<string, string | undefined> = { noun, aNoun, name, theName };
  return texts
    .filter((text) => [...text.matchAll(/\{(\w+)\}/g)].every(([, key = '']) => known[key] !== undefined))
    .map((text) => text.replace(/\{(\w+)\}/g, (_, key: string) => known[key] ?? ''))
    .filter((text) => text === '' || heldPhrase(text, wording.mustNotSay) === undefined);
}
