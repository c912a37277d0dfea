import type { Schemas } from './client.ts';
import { useKeyOfTab } from './session.ts';
import { useMe } from './use-me.ts';

type Duty = Schemas['Me']['operatorRoles'][number];

/** Whether who looks has one of these duties; a key of the machine's own has all. */
export function useDuty(...duties: readonly Duty[]): boolean {
  const key = useKeyOfTab();
  const me = useMe();
  return key !== undefined || me.data?.operatorRoles.some((duty) => duties.includes(duty)) === true;
}
