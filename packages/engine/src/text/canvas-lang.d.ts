/** Chrome and Skia have it; TypeScript's DOM does not yet. BCP 47 language that chooses glyphs. */
interface CanvasRenderingContext2D {
  lang: string;
}
