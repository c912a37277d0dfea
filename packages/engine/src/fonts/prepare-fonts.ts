import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ClipoError, type PreparedFont, Rights } from '@clipo/contract';
import { z } from 'zod';
import { hashFile } from '../materials/hash-file.ts';
import { fontPath } from './font-paths.ts';
import { type ReadFont, readFont, rightsOfFont } from './read-font.ts';

/** A font as a brief names it, and the field that does. */
export interface WantedFont {
  file: string;
  /** Where it lies. */
  path: string;
  rights: Rights | undefined;
  field: string;
}

/**
 * Makes a brand's fonts ready to be drawn with: each is read and written anew into `folder`, once for its content.
 * @throws ClipoError `not_found`, `unreadable_material`, `cancelled`
 */
export async function prepareFonts(
  fonts: readonly WantedFont[],
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<PreparedFont[]> {
  const prepared: PreparedFont[] = [];
  for (const { file, path, rights, field } of fonts) {
    const id = await hashFile(path, signal).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT'
        ? new ClipoError('not_found', `${field}: ${file} does not exist`, { details: { file } })
        : cause;
    });
    const clean = fontPath(folder, id);
    const known = await readNotice(clean);
    const notice = known ?? (await keepFont(await readFont(path, file, signal), clean));
    const isRestricted = rights === undefined && notice.isRestricted;
    prepared.push({ id, file, path: clean, rights: rights ?? notice.rights, isRestricted });
  }
  return prepared;
}

/** What a font says of its rights; kept beside it. */
const Notice = z.strictObject({ rights: Rights.optional(), isRestricted: z.boolean() });
type Notice = z.infer<typeof Notice>;

const noticePath = (clean: string) => `${clean}.json`;

/** Writes a font and what it says of its rights, which comes last: with it the font is whole. */
async function keepFont({ sfnt, facts }: ReadFont, clean: string): Promise<Notice> {
  const rights = rightsOfFont(facts);
  const notice = { ...(rights && { rights }), isRestricted: facts.isRestricted };
  await mkdir(dirname(clean), { recursive: true });
  await writeWhole(clean, sfnt);
  await writeWhole(noticePath(clean), JSON.stringify(notice));
  return notice;
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  await writeFile(part, content);
  await rename(part, path);
}

async function readNotice(clean: string): Promise<Notice | undefined> {
  try {
    const [text] = await Promise.all([readFile(noticePath(clean), 'utf8'), access(clean)]);
    return Notice.parse(JSON.parse(text));
  } catch {
    // Not there yet, or not whole: the font is read anew.
    return undefined;
  }
}
