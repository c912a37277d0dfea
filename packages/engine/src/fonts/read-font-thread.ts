import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Face, Blob as FontBlob } from 'harfbuzzjs';
import subsetFont from 'subset-font';
import type { FontAnswer, FontFacts, FontTask } from './font-messages.ts';

// A font is a program for a renderer. HarfBuzz reads it here, compiled to WASM, where the worst that a hostile one can do
// is end this thread; what it understood is written anew, and only that ever reaches the renderer. Instructions for hints
// are left out: frames are drawn without.
const { path } = workerData as FontTask;

/** Entries of a font's table of names, by their numbers in OpenType. */
const names = {
  copyright: 0,
  family: 1,
  style: 2,
  maker: 8,
  licence: 13,
  licenceUrl: 14,
  wideFamily: 16,
  wideStyle: 17,
};

parentPort?.postMessage(await answer());

async function answer(): Promise<FontAnswer> {
  try {
    const given = await readFile(path);
    const clean = await subsetFont(given, undefined, {
      targetFormat: 'sfnt',
      keepAllGlyphs: true,
      noHinting: true,
      preserveNameIds: Object.values(names),
    });
    // A buffer of its own is handed over without a copy.
    const sfnt = new Uint8Array(clean);
    return { facts: factsOf(sfnt), sfnt };
  } catch (cause) {
    return { problem: String(cause) };
  }
}

function factsOf(sfnt: Uint8Array<ArrayBuffer>): FontFacts {
  const face = new Face(new FontBlob(sfnt.buffer));
  // Copied at once: what HarfBuzz gives lies in its memory, and is gone when that grows.
  const unicodes = face.collectUnicodes().slice();
  const metrics = face.referenceTable('OS/2')?.slice();
  const listed = face.listNames();
  const nameOf = (id: number): string | undefined => {
    const languages = listed.filter(({ nameId }) => nameId === id).map(({ language }) => language);
    const language = languages.find((each) => each.startsWith('en')) ?? languages[0];
    // Whatever stands there is the font maker's: it is kept as one plain line.
    const text =
      language === undefined
        ? ''
        : face
            .getName(id, language)
            .replaceAll(/[\p{C}\s]+/gu, ' ')
            .trim();
    return text === '' ? undefined : text.slice(0, 300);
  };
  return {
    family: nameOf(names.wideFamily) ?? nameOf(names.family) ?? 'font',
    style: nameOf(names.wideStyle) ?? nameOf(names.style) ?? 'Regular',
    holder: nameOf(names.copyright) ?? nameOf(names.maker),
    licence: nameOf(names.licence) ?? nameOf(names.licenceUrl),
    characters: unicodes.length,
    hanzi: unicodes.filter((code) => code >= 0x4e00 && code <= 0x9fff).length,
    // fsType of OpenType's OS/2 table, bits 0 to 3: 2 forbids to use the font in anything but on its licensee's machine.
    isRestricted: metrics !== undefined && metrics.byteLength > 9 && ((metrics[9] ?? 0) & 0x0f) === 2,
  };
}
