import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PersonDocument } from '@clipo/presenter/engines';
import type { Deps } from '../deps.ts';
import type { PersonNamed } from '../features/person-consents/ask-consent.ts';
import { choiceOf, hostsOf, keysOf, variablesOf } from '../features/presenters/engine-of-row.ts';
import type { PresenterWithEngine } from '../features/presenters/queries.ts';
import type { PlainOutside } from './plan-messages.ts';

/**
 * Lays presenters of outside engines out as a brief's folder names them: a folder each, with its document. Pictures and films
 * are laid beside it where consents are asked (work/admit-people.ts).
 * @param people the persons among them, by the file that they get
 */
export async function layOutOutside(
  { settings }: Pick<Deps, 'settings'>,
  {
    folder,
    outside,
    people,
  }: { folder: string; outside: readonly PresenterWithEngine[]; people: readonly PersonNamed[] },
): Promise<void> {
  for (const { presenter, engine } of outside) {
    const { id, avatar, motion, voice, mostCents, deadlineSeconds, standIn } = presenter;
    const file = people.find((person) => person.file.startsWith(`${id}/`))?.file;
    const document: PersonDocument = {
      version: 1,
      motion,
      engine: choiceOf(engine, settings),
      deadlineSeconds,
      standIn,
      ...(file === undefined ? { avatar: avatar ?? '' } : { file: basename(file) }),
      ...(voice !== null && { voice }),
      ...(mostCents !== null && { mostCents }),
    };
    await mkdir(join(folder, id), { recursive: true });
    await writeFile(join(folder, id, 'person.json'), JSON.stringify(document));
  }
}

/** The keys of engines, under the names that their documents give them. */
export async function engineVariables(
  deps: { envelope: Pick<Deps['envelope'], 'unseal'> },
  outside: readonly PresenterWithEngine[],
): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const { engine } of outside) {
    const [names, keys] = [variablesOf(engine.id), await keysOf(deps, engine)];
    for (const [name, value] of [
      [names.key, keys.key],
      [names.token, keys.token],
    ] as const) {
      if (value !== undefined) {
        variables[name] = value;
      }
    }
  }
  return variables;
}

/** In place of keys, where engines are only named and not asked. */
export function noKeys(outside: readonly PresenterWithEngine[]): Record<string, string> {
  const names = outside.flatMap(({ engine }) => Object.values(variablesOf(engine.id)));
  return Object.fromEntries(names.map((name) => [name, 'unused']));
}

/** How a planning thread reaches the engines of a team. */
export function plainOutside(
  { settings }: Pick<Deps, 'settings'>,
  teamId: string,
  orders: PlainOutside['orders'],
): PlainOutside {
  return { owner: teamId, hosts: hostsOf(settings), orders };
}
