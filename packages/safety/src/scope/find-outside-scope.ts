import { z } from 'zod';
import regulated from './regulated-goods.json' with { type: 'json' };

const Both = z.strictObject({ 'zh-CN': z.string(), en: z.string() });

/** Goods that may only be sold by whoever is registered and licensed for them; the more special kind stands first. */
const kinds = z
  .array(
    z.strictObject({
      kind: z.string(),
      goods: z.array(z.string()),
      scopes: z.array(z.string()),
      name: Both,
      law: Both,
    }),
  )
  .parse(regulated);

/** A product of a kind that a business scope does not name. */
export interface OutsideScope {
  kind: string;
  /** The words that tell its kind, as they stand in the text. */
  start: number;
  end: number;
  why: z.output<typeof Both>;
  suggestion: z.output<typeof Both>;
}

/**
 * Whether what a product is called, or its category, is of a regulated kind that a seller's business scope does not name.
 * Goods of every day need no words in it. One kind counts, the most special: who may sell health food is not asked for food.
 */
export function findOutsideScope(text: string, businessScope: string): OutsideScope | undefined {
  const scope = businessScope.normalize('NFKC').toLowerCase();
  const said = text.toLowerCase();
  for (const { kind, goods, scopes, name, law } of kinds) {
    const word = goods.find((each) => placeOf(said, each) >= 0);
    if (word === undefined) {
      continue;
    }
    if (scopes.some((each) => scope.includes(each))) {
      return undefined;
    }
    const start = placeOf(said, word);
    return {
      kind,
      start,
      end: start + word.length,
      why: {
        'zh-CN': `营业执照的经营范围里没有“${name['zh-CN']}”（${law['zh-CN']}）`,
        en: `the business scope names no ${name.en} (${law.en})`,
      },
      suggestion: {
        'zh-CN': '更新团队资料里的经营范围与许可，或等待人工审核',
        en: 'bring the team’s business scope and licences up to date, or wait for a reviewer',
      },
    };
  }
  return undefined;
}

/** Latin words stand alone, so that no wine is found in a swine; Chinese ones stand anywhere. */
function placeOf(text: string, word: string): number {
  if (!/^[a-z]/.test(word)) {
    return text.indexOf(word);
  }
  return text.search(new RegExp(`(?<![a-z])${word}(?:e?s)?(?![a-z])`));
}
