import { type FactorAudience, type Role, roles } from '../../db/schema/index.ts';

/** Of which roles a second factor is asked: owners and editors may spend and delete. */
const rolesAsked: Readonly<Record<FactorAudience, readonly Role[]>> = {
  nobody: [],
  spenders: ['owner', 'editor'],
  everybody: roles,
};

/** Whether a second factor is asked of a role, by the service's setting or by the team's own. */
export function asksFactor(role: Role, audiences: readonly FactorAudience[]): boolean {
  return audiences.some((audience) => rolesAsked[audience].includes(role));
}
