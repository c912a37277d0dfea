import { Brief, type BriefInput, type Language, type Material, type TalkBrief } from '@clipo/contract';

/** What is asked for, in this order; `price` once, as it may be left out. */
export const needs = ['product', 'points', 'price', 'materials'] as const;
export type Need = (typeof needs)[number];

/** What is taken where a conversation says nothing. */
export const talkDefaults = { count: 3, seconds: 15, formats: ['9x16'] } as const;

/** What is missing before videos can be planned. @param passed what the person chose to leave out */
export function nextNeed(brief: TalkBrief, passed: readonly Need[]): Need | undefined {
  const isMissing: Record<Need, boolean> = {
    product: brief.product === undefined,
    points: (brief.points ?? []).length === 0,
    price: brief.price === undefined,
    materials: (brief.materialIds ?? []).length === 0,
  };
  return needs.find((need) => isMissing[need] && !(need === 'price' && passed.includes(need)));
}

/** A material of the team that a conversation uses. */
export interface TalkMaterial {
  id: string;
  name: string;
  rights: Material['rights'] | null;
}

/**
 * The brief that a conversation has agreed on, and the material behind each of its files. Files are named by their ids,
 * which no two share.
 * @param seed decides the choices; the same conversation keeps its own, so that what was shown is what is made
 * @throws ZodError where something that is needed is missing: ask `nextNeed` first
 */
export function briefFromTalk(
  talk: TalkBrief,
  { language, seed, materials }: { language: Language; seed: number; materials: readonly TalkMaterial[] },
): { brief: Brief; files: Record<string, string>; isDraft: boolean } {
  const files = materials.map(({ id, name, rights }) => ({ id, rights, file: `${id}/${fileName(name)}` }));
  const { price, original, originalProof } = talk;
  // What an earlier price was, is only said where it can be proven.
  const isReduced = original !== undefined && price !== undefined && Number(original) > Number(price.amount);
  const input: BriefInput = {
    product: {
      id: 'P1',
      name: talk.product ?? '',
      ...(talk.category && { category: talk.category }),
      ...(price && {
        price: {
          ...price,
          ...(isReduced && originalProof !== undefined && { original, originalProof }),
        },
      }),
      ...(talk.link && { link: talk.link }),
      sellingPoints: talk.points ?? [],
    },
    materials: files.map(({ file, rights }) => ({ file, ...(rights && { rights }) })),
    ...(talk.brand && { brand: { name: talk.brand } }),
    ...(talk.audience && { audience: talk.audience }),
    ...(talk.tone && { tone: talk.tone }),
    languages: talk.languages ?? [language],
    formats: talk.formats ?? [...talkDefaults.formats],
    durationSeconds: talk.seconds ?? talkDefaults.seconds,
    count: talk.count ?? talkDefaults.count,
    mustSay: talk.mustSay ?? [],
    mustNotSay: talk.mustNotSay ?? [],
    ...(talk.lines && talk.lines.length > 0 && { lines: talk.lines }),
    music: talk.music ?? true,
    presenter: talk.presenter ?? null,
    template: talk.template ?? 'clear',
    channels: (talk.channels ?? []).map((platform) => ({ platform, handle: talk.brand ?? talk.product ?? platform })),
    seed,
  };
  return {
    brief: Brief.parse(input),
    files: Object.fromEntries(files.map(({ id, file }) => [file, id])),
    isDraft: talk.isDraft ?? false,
  };
}

/** A file's name that is one segment of a path, whatever its owner called it. */
function fileName(name: string): string {
  return name.replaceAll(/[\\/\p{Cc}]/gu, '_').slice(-120) || 'file';
}
