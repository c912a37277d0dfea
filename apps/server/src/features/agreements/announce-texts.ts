import type { Language } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { notify } from '../notices/notify.ts';
import { lockAnnounced, selectPeopleAfter, updateToldUpTo } from './queries.ts';
import { dayInBeijing, type LegalText, readTexts, type textKinds } from './read-texts.ts';

/** How many are told in one transaction. */
const atOnce = 200;
/** Whoever joined longer ago stands in the store for sure. */
const settledMs = 60_000;

const names: Readonly<Record<(typeof textKinds)[number], Record<Language, string>>> = {
  agreement: { 'zh-CN': '服务协议', en: 'service agreement' },
  privacy: { 'zh-CN': '隐私政策', en: 'privacy policy' },
};

/**
 * Tells everybody of texts that come into force: from which day, and what changes. Each person is told once of each
 * version, by every channel and over the page; after a crash it goes on with who was not told yet, and who joins before
 * the day is told too.
 * @returns how many notices were given
 */
export async function announceTexts(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings' | 'log'>,
  now = new Date(),
): Promise<number> {
  const texts = readTexts(deps.settings);
  const coming = texts.filter(({ version, language }) => version > dayInBeijing(now) && language === 'zh-CN');
  let told = 0;
  for (const { kind, version } of coming) {
    const both = texts.filter((text) => text.kind === kind && text.version === version);
    if (both.length < 2 || both.some(({ changes }) => changes === '')) {
      deps.log.error(
        { kind, version },
        'a new text is not announced: it wants a file in each language, with a line "Changes: …" ("变更：…") in it',
      );
      continue;
    }
    let some: number;
    do {
      some = await tellSome(deps, both, now);
      told += some;
    } while (some === atOnce);
  }
  return told;
}

/** Tells the next few of a version, in the transaction that remembers whom. */
async function tellSome(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  both: readonly LegalText[],
  now: Date,
): Promise<number> {
  const [{ kind, version } = { kind: 'agreement', version: '' } as const] = both;
  return deps.db.asSystem(async (tx) => {
    const announced = await lockAnnounced(tx, kind, version);
    if (announced === undefined) {
      return 0;
    }
    const before = new Date(now.getTime() - settledMs);
    const people = await selectPeopleAfter(tx, announced.toldUpTo, { limit: atOnce, before });
    for (const { id, language } of people) {
      const changes = both.find((text) => text.language === language)?.changes ?? '';
      const values = { text: names[kind][language], time: version, changes };
      await notify(tx, deps, { userId: id, template: 'text-announced', values, isPopup: true }, now);
    }
    const last = people.at(-1);
    if (last !== undefined) {
      await updateToldUpTo(tx, kind, version, last.id);
    }
    return people.length;
  });
}
