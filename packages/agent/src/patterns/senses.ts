import type { Topic } from './topic.ts';

/** A way of pointing at a claim, and what cannot be pointed at so. */
interface Pointing {
  /** Patterns that point so. */
  pattern: RegExp;
  topics: readonly Topic[];
  words?: RegExp;
}

/** What a thing may go into, or what it goes with: nobody sees or feels that. */
const allowed =
  /洗碗机|微波|机洗|明火|电磁炉|飞机|不烫|软件|现摘|现发|发货|当天|\bdishwasher|\bmicrowave|\bmachine wash|\binduction|\bplanes?\b|\bstays cool|\bsoftware|\bsame day/iu;

const pointings: readonly Pointing[] = [
  {
    pattern: /凑近看|看看这里|往细里看|拿到手|^look (?:at this|closer)|worth a look|^up close|^go a little closer/iu,
    topics: [
      ...(['fast', 'quiet', 'noise', 'battery', 'warm', 'scent', 'returns', 'weight', 'sweet', 'bite'] as const),
      ...(['soft', 'clean', 'moist', 'gentle'] as const),
    ],
    words: allowed,
  },
  {
    pattern: /上手就明白/u,
    topics: ['waterproof', 'battery', 'origin', 'returns', 'age', 'quantity', 'quiet', 'warm'],
    words: new RegExp(`${allowed.source}|反光|色$`, 'iu'),
  },
  { pattern: /容易忽略|easy to overlook/iu, topics: ['bite'] },
];

/** Whether a pattern that points the eye or the hand at something may hold a claim: a look shows no silence. Pure. */
export function canPointAt(pattern: string, claim: { text: string; topics: readonly Topic[] }): boolean {
  return !pointings.some(
    (each) =>
      each.pattern.test(pattern) &&
      (each.words?.test(claim.text) === true || claim.topics.some((topic) => each.topics.includes(topic))),
  );
}
