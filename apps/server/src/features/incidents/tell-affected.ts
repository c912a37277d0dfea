import type { Deps } from '../../deps.ts';
import { selectUser } from '../accounts/queries.ts';
import { notify } from '../notices/notify.ts';
import { takeUntold } from './queries.ts';

/** What people are told, in both languages. */
export interface IncidentNotice {
  titleZh: string;
  bodyZh: string;
  titleEn: string;
  bodyEn: string;
}

const atOnce = 200;

/**
 * Tells everybody whom an incident concerns and who was not told yet, each once, by every channel and over the page. Many
 * are told part by part: one that is cut off goes on where it was.
 * @returns how many were told
 */
export async function tellAffected(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  incidentId: string,
  { titleZh, bodyZh, titleEn, bodyEn }: IncidentNotice,
  now = new Date(),
): Promise<number> {
  let told = 0;
  for (;;) {
    const many = await deps.db.asSystem(async (tx) => {
      const people = await takeUntold(tx, incidentId, atOnce, now);
      for (const userId of people) {
        const isChinese = (await selectUser(tx, userId))?.language === 'zh-CN';
        const values = { subject: isChinese ? titleZh : titleEn, text: isChinese ? bodyZh : bodyEn };
        await notify(tx, deps, { userId, template: 'message', values, isPopup: true }, now);
      }
      return people.length;
    });
    told += many;
    if (many < atOnce) {
      return told;
    }
  }
}
