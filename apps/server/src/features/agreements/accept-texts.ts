import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import { type ConsentRow, insertConsents, selectLatestConsents } from './queries.ts';
import { type LegalText, readTexts, type TextKind, textKinds, versionInForce } from './read-texts.ts';

/** The versions that a person ticked. */
export type Accepted = Record<TextKind, string>;

/**
 * The texts in force, where the versions ticked are these.
 * @throws ClipoError invalid_input naming the version that is in force
 */
export function textsTicked(
  settings: Deps['settings'],
  accepted: Accepted,
  language: Client['language'],
  now: Date,
): LegalText[] {
  const texts = readTexts(settings);
  return textKinds.map((kind) => {
    const version = versionInForce(texts, kind, now);
    const text = texts.find((each) => each.kind === kind && each.version === version && each.language === language);
    if (accepted[kind] !== version || text === undefined) {
      const problem = `must be ${version}, the version in force: show it and have it ticked`;
      throw new ClipoError('invalid_input', `accepted.${kind}: ${problem}`, {
        details: { field: `accepted.${kind}`, problem },
      });
    }
    return text;
  });
}

/** Writes down that a person ticked texts, with the hash of what was shown. */
export async function recordTicks(
  tx: Transaction,
  userId: string,
  texts: readonly LegalText[],
  client: Client,
): Promise<void> {
  await insertConsents(
    tx,
    texts.map(({ kind, version, language, sha256 }) => ({
      id: newId('con'),
      userId,
      kind,
      act: 'give' as const,
      version,
      language,
      sha256,
      address: client.address,
      userAgent: client.userAgent,
    })),
  );
}

/** Whether the versions in force are among the newest acts of a person. */
export function hasTicked(settings: Deps['settings'], acts: readonly ConsentRow[], now: Date): boolean {
  const texts = readTexts(settings);
  return textKinds.every((kind) =>
    acts.some((tick) => tick.kind === kind && tick.act === 'give' && tick.version === versionInForce(texts, kind, now)),
  );
}

/** The same, looked up. */
export async function hasAgreed(
  tx: Transaction,
  settings: Deps['settings'],
  userId: string,
  now: Date,
): Promise<boolean> {
  return hasTicked(settings, await selectLatestConsents(tx, userId, textKinds), now);
}
