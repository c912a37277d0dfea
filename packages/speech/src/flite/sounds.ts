import type { PhonemeSymbol } from '@clipo/contract';
import type { TimedPhoneme } from '../voice-source.ts';

/** The program's names of sounds (CMU's), as ours; `pau` and its like are silence. */
const known: Readonly<Record<string, readonly PhonemeSymbol[]>> = {
  aa: ['ɑ'],
  ae: ['æ'],
  ah: ['ʌ'],
  ao: ['ɔ'],
  aw: ['a', 'ʊ'],
  ax: ['ə'],
  axr: ['ɚ'],
  ay: ['a', 'ɪ'],
  b: ['b'],
  ch: ['tʃ'],
  d: ['d'],
  dh: ['ð'],
  dx: ['ɾ'],
  eh: ['ɛ'],
  el: ['ə', 'l'],
  em: ['m'],
  en: ['n'],
  er: ['ɚ'],
  ey: ['e', 'ɪ'],
  f: ['f'],
  g: ['ɡ'],
  hh: ['h'],
  hv: ['h'],
  ih: ['ɪ'],
  iy: ['i'],
  jh: ['dʒ'],
  k: ['k'],
  l: ['l'],
  m: ['m'],
  n: ['n'],
  ng: ['ŋ'],
  nx: ['n'],
  ow: ['o', 'ʊ'],
  oy: ['ɔ', 'ɪ'],
  p: ['p'],
  r: ['ɹ'],
  s: ['s'],
  sh: ['ʃ'],
  t: ['t'],
  th: ['θ'],
  uh: ['ʊ'],
  uw: ['u'],
  v: ['v'],
  w: ['w'],
  y: ['j'],
  z: ['z'],
  zh: ['ʒ'],
};

/** Reads `pau:0.184 dh:0.246 …`: each sound with the second at which it ends. */
export function readSounds(printed: string): TimedPhoneme[] {
  const sounds: TimedPhoneme[] = [];
  let from = 0;
  for (const [, name = '', end = ''] of printed.matchAll(/([a-z_#]+)[0-2]?:(\d+(?:\.\d+)?)/g)) {
    const to = Number(end) * 1_000;
    const symbols = known[name] ?? [];
    const start = from;
    for (const [index, symbol] of symbols.entries()) {
      sounds.push({
        symbol,
        startMs: start + ((to - start) * index) / symbols.length,
        endMs: start + ((to - start) * (index + 1)) / symbols.length,
      });
    }
    from = Math.max(from, to);
  }
  return sounds;
}
