/**
 * What was chosen on a contact sheet, on its way to the page that delivers it. It lives as long as the tab: who comes
 * without it delivers what is approved.
 */
let chosen: { batchId: string; ids: readonly string[] } | undefined;

export function keepChosen(batchId: string, ids: readonly string[]): void {
  chosen = { batchId, ids };
}

/** What was chosen of a batch, if anything was. */
export function chosenOf(batchId: string | undefined): readonly string[] | undefined {
  return chosen?.batchId === batchId ? chosen?.ids : undefined;
}
