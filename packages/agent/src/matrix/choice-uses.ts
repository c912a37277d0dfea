import { type AxisName, type ChoiceUse, ClipoError } from '@clipo/contract';

/** How often choices are used, by axis and choice. */
export interface UseRules {
  /** Used so many times as often as a choice of weight 1. */
  weightOf(axis: AxisName, choice: number): number;
  /** Cells that may have it. */
  mostOf(axis: AxisName, choice: number): number;
  /** Whether there is nothing to heed. */
  isEmpty: boolean;
}

/** Reads the weights and caps of a brief; a choice that is named twice has what is said last. */
export function openUses(uses: readonly ChoiceUse[]): UseRules {
  const known = new Map(uses.map((use) => [`${use.axis}:${use.choice}`, use]));
  return {
    weightOf: (axis, choice) => known.get(`${axis}:${choice}`)?.weight ?? 1,
    mostOf: (axis, choice) => known.get(`${axis}:${choice}`)?.most ?? Number.POSITIVE_INFINITY,
    isEmpty: uses.length === 0,
  };
}

/**
 * Where a choice stands in line: the lowest is next. Divided by odd numbers (Sainte-Laguë), shares come as near to the
 * weights as whole cells allow.
 */
export function turnOf(used: number, weight: number): number {
  return (2 * used + 1) / weight;
}

/** Refuses weights and caps where a plan's own rule says how often a choice is used. @throws ClipoError invalid_input */
export function checkUses(uses: readonly ChoiceUse[], kind: string): void {
  if (kind !== 'full' && uses.length > 0) {
    const problem = `weights and caps need the plan "full": in a ${kind} plan its rule decides how often a choice is used`;
    throw new ClipoError('invalid_input', `uses: ${problem}`, { details: { field: 'uses', problem } });
  }
}
