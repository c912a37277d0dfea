import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, isDiskFull, type Speech, type SpokenPhoneme, type SpokenWord } from '@clipo/contract';
import { wavBytes } from './audio/wav.ts';

/** What is kept beside the sound. The path is not: a cache folder may be moved. */
export type VoiceRecord = Omit<Speech, 'path'>;

/** The content hash of a request: of all that decides how it sounds. */
export function voiceKey(facts: Readonly<Record<string, string | number>>): string {
  const canonical = JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(canonical).digest('hex');
}

/** The voice of a key, or undefined where there is none or it is not whole. */
export async function readVoice(folder: string, key: string): Promise<Speech | undefined> {
  const path = join(folder, `${key}.wav`);
  try {
    const record: unknown = JSON.parse(await readFile(join(folder, `${key}.json`), 'utf8'));
    const { size } = await stat(path);
    return isRecord(record, key) && size === wavBytes(record.sampleCount) ? { ...record, path } : undefined;
  } catch {
    // Missing or damaged comes to the same: it is made anew.
    return undefined;
  }
}

/**
 * Puts a voice into the cache; the record goes last, so that what can be read is whole, whoever dies when.
 * @throws ClipoError disk_full, output_unwritable
 */
export async function writeVoice(folder: string, record: VoiceRecord, wav: Uint8Array): Promise<Speech> {
  const path = join(folder, `${record.key}.wav`);
  try {
    await mkdir(folder, { recursive: true });
    await writeWhole(path, wav);
    await writeWhole(join(folder, `${record.key}.json`), JSON.stringify(record));
  } catch (cause) {
    throw new ClipoError(
      isDiskFull(cause) ? 'disk_full' : 'output_unwritable',
      `the voice cache ${folder} can't be written: ${(cause as Error).message}`,
      { details: { folder }, cause },
    );
  }
  return { ...record, path };
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, content);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

function isRecord(value: unknown, key: string): value is VoiceRecord {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const record = value as Partial<Record<keyof VoiceRecord, unknown>>;
  return (
    record.key === key &&
    record.sampleRate === 48_000 &&
    Number.isSafeInteger(record.sampleCount) &&
    Array.isArray(record.words) &&
    record.words.every(isWord) &&
    Array.isArray(record.phonemes) &&
    record.phonemes.every(isPhoneme)
  );
}

function isWord(value: unknown): value is SpokenWord {
  const word = value as Partial<Record<keyof SpokenWord, unknown>> | null;
  return (
    typeof word?.text === 'string' &&
    [word.textStart, word.textEnd, word.startSample, word.endSample].every((number) => Number.isSafeInteger(number))
  );
}

function isPhoneme(value: unknown): value is SpokenPhoneme {
  const sound = value as Partial<Record<keyof SpokenPhoneme, unknown>> | null;
  return (
    typeof sound?.symbol === 'string' &&
    [sound.startSample, sound.endSample].every((number) => Number.isSafeInteger(number))
  );
}
