declare module 'subset-font' {
  /** Reads a font with HarfBuzz and writes it anew: what is not asked for, and what is no table of a font, is left out. */
  // biome-ignore lint/style/noDefaultExport: this is the library's shape, not ours
  export default function subsetFont(
    font: Uint8Array,
    text: string | undefined,
    options: {
      targetFormat: 'sfnt' | 'woff2';
      keepAllGlyphs?: boolean;
      noHinting?: boolean;
      preserveNameIds?: readonly number[];
    },
  ): Promise<Buffer>;
}
