import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, type ConsentRecord } from '@clipo/contract';
import { signValue } from './consent-key.ts';
import {
  type ConcernedVideo,
  consentFileOf,
  keptOf,
  readConsent,
  rememberWithdrawal,
  videosWith,
  writeWhole,
} from './consent-store.ts';

/**
 * Withdraws a consent: it is noted in the file and in the installation's home, so that no copy of the file brings it back.
 * Whatever starts from now on is refused; what was kept of the face for drawing it is removed. Tells the videos made with it. Doing it twice changes nothing.
 * @param material the picture or footage, or its consent file
 * @throws ClipoError `consent_needed` where there is no consent to withdraw
 */
export async function withdrawConsent(
  material: string,
  { by, reason, folders = [] }: { by: string; reason?: string | undefined; folders?: readonly string[] },
  { home, now }: { home: string; now: Date },
): Promise<{ record: ConsentRecord; videos: ConcernedVideo[] }> {
  const file = material.endsWith('.consent.json') ? material : consentFileOf(material);
  const found = await readConsent(file);
  if (found === undefined || 'broken' in found) {
    const rule = found === undefined ? 'consent_missing' : 'consent_broken';
    const details = { file: path.basename(material), consent: path.basename(file), rule, problem: 'no consent' };
    throw new ClipoError('consent_needed', `${file}: no consent`, {
      details: { ...details, ...(found === undefined ? {} : { reason: found.broken }) },
    });
  }
  const at = now.toISOString();
  const terms = found.terms;
  const said = { at, by, ...(reason === undefined ? {} : { reason }) };
  const record: ConsentRecord = {
    ...found,
    withdrawal: found.withdrawal ?? { ...said, signature: await signValue(home, { id: terms.id, ...said }) },
  };
  // First the home, which is asked whatever happens to the file.
  await rememberWithdrawal(home, terms.id, record.withdrawal?.at ?? at);
  await writeWhole(file, record);
  const hashes = new Set(terms.files.map(({ sha256 }) => sha256));
  for (const sha256 of hashes) {
    await rm(keptOf(path.join(home, 'cache'), sha256), { recursive: true, force: true });
  }
  return { record, videos: await videosWith(home, { id: terms.id, hashes, folders }) };
}
