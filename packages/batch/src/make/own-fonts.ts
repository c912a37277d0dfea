import { join } from 'node:path';
import type { PreparedFont } from '@clipo/contract';
import { prepareFonts } from '@clipo/engine';
import { inputFault } from '@clipo/messages';
import { pathInside } from '../brief/guard-path.ts';
import type { MakeInput } from './types.ts';

/** The brand's own fonts, read and ready. @throws ClipoError `unreadable_material` naming the font, `not_found` */
export async function ownFontsOf(
  { brief, folder }: MakeInput,
  { cacheDir, signal }: { cacheDir: string; signal: AbortSignal },
): Promise<PreparedFont[]> {
  const wanted = (brief.brand?.fonts ?? []).map(async ({ file, rights }, index) => {
    const field = `brand.fonts[${index}].file`;
    return { file, rights, field, path: await pathInside(folder, file, field) };
  });
  const fonts = await prepareFonts(await Promise.all(wanted), { folder: join(cacheDir, 'fonts'), signal });
  const restricted = fonts.findIndex(({ isRestricted }) => isRestricted);
  if (restricted >= 0) {
    throw inputFault(`brand.fonts[${restricted}].rights`, 'rule.font_restricted');
  }
  return fonts;
}
