import type { TeamRow } from './queries.ts';

/** What there is to say of the enterprise that a team states. */
export const enterpriseStates = ['none', 'waiting', 'verified', 'declined'] as const;

/** How far the verification of a team's enterprise is. */
export function enterpriseState({
  enterpriseSealed,
  verifiedAt,
  enterpriseDecidedAt,
}: Pick<TeamRow, 'enterpriseSealed' | 'verifiedAt' | 'enterpriseDecidedAt'>): (typeof enterpriseStates)[number] {
  if (verifiedAt !== null) {
    return 'verified';
  }
  if (enterpriseSealed === null) {
    return 'none';
  }
  return enterpriseDecidedAt === null ? 'waiting' : 'declined';
}
