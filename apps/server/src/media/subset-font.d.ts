declare module 'subset-font' {
  /** Cuts a font to the letters of a text. Of a collection the first face is taken. */
  // biome-ignore lint/style/noDefaultExport: the module's own shape
  export default function subsetFont(
    font: Buffer,
    text: string,
    options?: { targetFormat?: 'sfnt' | 'woff' | 'woff2' },
  ): Promise<Buffer>;
}
