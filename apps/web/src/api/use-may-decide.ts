import { useKeyOfTab } from './session.ts';
import { useMe } from './use-me.ts';

/** Whether who works here approves and rejects videos: owners and approvers do. The service asks again each time. */
export function useMayDecide(): boolean {
  const key = useKeyOfTab();
  const role = useMe().data?.team?.role;
  return key !== undefined || role === 'owner' || role === 'approver';
}
