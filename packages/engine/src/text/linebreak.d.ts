declare module 'linebreak' {
  /** UAX #14 line breaking. `position` is a UTF-16 offset; `required` is true after a line feed. */
  // biome-ignore lint/style/noDefaultExport: this is the library's shape, not ours
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { position: number; required: boolean } | null;
  }
}
