import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { ClipoError } from '@clipo/contract/errors';
import { createCanvas, GlobalFonts, type Canvas as SkiaCanvas } from '@napi-rs/canvas';
import { emojiFamily, fontFamily, giveFamily } from '../text/fonts.ts';
import type { Canvas, CanvasPort } from './layer.ts';

/** File names of a weight, the best first: Debian's collection, then the single faces of other distributions. */
const fontFiles = {
  regular: ['NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular.otf', 'NotoSansSC-Regular.otf', 'NotoSansSC-Regular.ttf'],
  bold: ['NotoSansCJK-Bold.ttc', 'NotoSansCJKsc-Bold.otf', 'NotoSansSC-Bold.otf', 'NotoSansSC-Bold.ttf'],
} as const;

/** Debian's fonts-noto-color-emoji, and its name elsewhere. */
const emojiFiles = ['NotoColorEmoji.ttf', 'NotoColorEmoji-Regular.ttf'];

let areFontsRegistered = false;

/**
 * The canvas of the server: Skia by @napi-rs/canvas, with Noto Sans CJK registered once a process, and a colour emoji font if there is one. Fonts come from
 * `fontFolder` (the environment's CLIPO_FONTS, if not given) or the usual folders; without them it throws `missing_program`.
 * @param own files of a brand's font, ready to be drawn with: texts are set in it first
 */
export function createNodeCanvas(fontFolder = process.env.CLIPO_FONTS, own: readonly string[] = []): CanvasPort {
  registerFonts(fontFolder);
  const family = own.length === 0 ? undefined : registerOwn(own);
  return {
    createCanvas(width, height) {
      const canvas = createCanvas(width, height) as unknown as Canvas;
      const ctx = canvas.getContext('2d');
      // The host's language must not choose glyphs; texts set their own.
      ctx.lang = 'zh-Hans';
      if (family !== undefined) {
        giveFamily(ctx, family);
      }
      return canvas;
    },
    takePixels(canvas) {
      // data() gives what Skia stores, which is premultiplied; getImageData would divide by alpha and lose bits.
      // Its memory is freed only in a later turn of the event loop: who draws many graphics must not starve the loop.
      const sheet = canvas as unknown as SkiaCanvas;
      const pixels = sheet.data();
      sheet.width = 1;
      sheet.height = 1;
      return pixels;
    },
    readPixels: (canvas) => (canvas as unknown as SkiaCanvas).data(),
  };
}

/** Where font files are looked for: the given folder alone, or the usual ones. */
function fontFolders(fontFolder: string | undefined): string[] {
  if (fontFolder !== undefined && fontFolder !== '') {
    return [fontFolder];
  }
  const home = homedir();
  return [
    '/usr/share/fonts/opentype/noto',
    '/usr/share/fonts/noto-cjk',
    '/usr/share/fonts/google-noto-cjk',
    '/usr/share/fonts/google-noto-sans-cjk-fonts',
    '/usr/share/fonts/opentype/noto-cjk',
    '/usr/share/fonts/truetype/noto',
    '/usr/share/fonts/google-noto-emoji',
    '/usr/share/fonts/google-noto-color-emoji-fonts',
    '/usr/local/share/fonts',
    '/Library/Fonts',
    join(home, '.local/share/fonts'),
    join(home, '.fonts'),
    join(home, 'Library/Fonts'),
  ];
}

/** The font files in use. Throws `missing_program` with the command that installs them. */
export function findFonts(fontFolder: string | undefined = process.env.CLIPO_FONTS): { regular: string; bold: string } {
  const folders = fontFolders(fontFolder);
  const find = (names: readonly string[]) => {
    const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
    if (found === undefined) {
      throw new ClipoError('missing_program', `Noto Sans CJK is not installed (looked for ${names[0]})`, {
        details: { program: 'Noto Sans CJK', command: 'apt-get install fonts-noto-cjk' },
      });
    }
    return found;
  };
  return { regular: find(fontFiles.regular), bold: find(fontFiles.bold) };
}

const ownRegistered = new Map<string, string>();

/** Registers the faces of a brand's font, once a process, under a name that no other set of files has. */
function registerOwn(paths: readonly string[]): string {
  const key = paths.join('\n');
  const known = ownRegistered.get(key);
  if (known !== undefined) {
    return known;
  }
  const family = `Clipo Own ${paths.map((path) => basename(path).slice(0, 16)).join(' ')}`;
  for (const path of paths) {
    if (GlobalFonts.registerFromPath(path, family) === null) {
      const problem = "is a damaged font: it can't be read";
      const file = basename(path);
      throw new ClipoError('unreadable_material', `${file} ${problem}`, { details: { file, problem } });
    }
  }
  ownRegistered.set(key, family);
  return family;
}

function registerFonts(fontFolder: string | undefined): void {
  if (areFontsRegistered) {
    return;
  }
  const fonts = findFonts(fontFolder);
  for (const path of [fonts.regular, fonts.bold]) {
    if (GlobalFonts.registerFromPath(path, fontFamily) === null) {
      throw new ClipoError('missing_program', `the font ${path} can't be read`, {
        details: { program: 'Noto Sans CJK', command: 'apt-get install --reinstall fonts-noto-cjk' },
      });
    }
  }
  const emoji = fontFolders(fontFolder)
    .flatMap((folder) => emojiFiles.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
  if (emoji !== undefined) {
    GlobalFonts.registerFromPath(emoji, emojiFamily);
  }
  areFontsRegistered = true;
}
