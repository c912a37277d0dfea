/** Whole fen as yuan, as the reader's language writes money. */
export function yuan(fen: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'CNY' }).format(fen / 100);
}
