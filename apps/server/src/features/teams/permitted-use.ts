import type { Language, PermittedUse } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { countMembers, selectUsageGrants } from './queries.ts';

const says = {
  granted: {
    'zh-CN': '已取得商业使用授权，用途、期限和依据见清单。超出授权范围的使用须另行取得授权。',
    en: 'Commercial use is granted for the purposes and terms listed. Any other use needs a grant of its own.',
  },
  none: {
    'zh-CN': '未取得商业使用授权：仅供自己审阅，不得用于商业投放。授权由服务方按用途和期限给出。',
    en: 'No commercial use is granted: for your own review alone. The service grants it by purpose and term.',
  },
} as const;

/**
 * For what a team may use its videos now, as each package says it. The operator's own team, which has no members, is
 * granted nothing by anybody: undefined.
 */
export async function permittedUse(
  { db }: Pick<Deps, 'db'>,
  teamId: string,
  now: Date,
): Promise<PermittedUse | undefined> {
  const { isShared, rows } = await db.asSystem(async (tx) => ({
    isShared: (await countMembers(tx, teamId)) > 0,
    rows: await selectUsageGrants(tx, teamId, now),
  }));
  if (!isShared) {
    return undefined;
  }
  const grants = rows
    .filter(({ startsAt }) => startsAt <= now)
    .map(({ purpose, document, startsAt, endsAt }) => ({
      purpose,
      document,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt?.toISOString() ?? null,
    }));
  return { isCommercial: grants.length > 0, says: grants.length > 0 ? says.granted : says.none, grants };
}

/** The same as a text to lie beside files: the sentence, then a line for each grant. */
export function useText({ says: said, grants }: PermittedUse, language: Language): string {
  const day = (at: string | null) => (at === null ? '–' : at.slice(0, 10));
  const lines = grants.map(
    ({ purpose, document, startsAt, endsAt }) => `${purpose} | ${day(startsAt)} – ${day(endsAt)} | ${document}`,
  );
  return `${[said[language], ...lines].join('\n')}\n`;
}
