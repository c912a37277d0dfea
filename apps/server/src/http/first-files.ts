import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What `vite build` writes of each file: what it is called, what it needs at once, and its styles. */
const Chunk = z.looseObject({
  file: z.string(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
  isEntry: z.boolean().default(false),
});
const BuildManifest = z.record(z.string(), Chunk);

/** The page at `/`, and the words of each language. */
const home = 'src/pages/home/home.tsx';
const wordsOf = { 'zh-CN': 'src/i18n/zh-CN.ts', en: 'src/i18n/en.ts' } as const;

/**
 * What a visitor of the first page is going to need besides what the page itself names, as `Link` headers by language: fetched
 * while the studio's first file is read, not after.
 * @param folder what `vite build` made
 */
export function firstFiles(folder: string): Record<keyof typeof wordsOf, string> {
  const manifest = BuildManifest.parse(JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')));
  const neededBy = (name: string, known = new Set<string>()): Set<string> => {
    const chunk = manifest[name];
    if (chunk !== undefined && !chunk.isEntry && !known.has(name)) {
      known.add(name);
      for (const other of chunk.imports) {
        neededBy(other, known);
      }
    }
    return known;
  };
  const linksFor = (words: string) => {
    const chunks = [...neededBy(words), ...neededBy(home)].flatMap((name) => manifest[name] ?? []);
    // What everything waits for comes first: a browser fetches six at a time.
    const all = [...Object.values(manifest).filter(({ isEntry }) => isEntry), ...chunks];
    const styles = new Set(all.flatMap(({ css }) => css));
    return [
      ...all.map(({ file }) => `</${file}>; rel="modulepreload"`),
      ...[...styles].map((file) => `</${file}>; rel="preload"; as="style"`),
    ].join(', ');
  };
  return { 'zh-CN': linksFor(wordsOf['zh-CN']), en: linksFor(wordsOf.en) };
}
