/**
 * The weights that a font can be drawn in, least and most: those of its axis where it has one, else its own (OpenType: `fvar`,
 * `OS/2` usWeightClass). 400 where it tells none.
 */
export function weightOfFont(bytes: ArrayBuffer): readonly [least: number, most: number] {
  const view = new DataView(bytes);
  const tables = new Map<string, number>();
  const count = view.byteLength < 12 ? 0 : view.getUint16(4);
  for (let at = 12; at + 16 <= view.byteLength && tables.size < count; at += 16) {
    tables.set(tagAt(view, at), view.getUint32(at + 8));
  }
  const variable = tables.get('fvar');
  if (variable !== undefined && variable + 16 <= view.byteLength) {
    const first = variable + view.getUint16(variable + 4);
    const [axes, length] = [view.getUint16(variable + 8), view.getUint16(variable + 10)];
    for (let axis = 0, at = first; axis < axes && at + 16 <= view.byteLength; axis++, at += length) {
      if (tagAt(view, at) === 'wght') {
        // 16.16 fixed point numbers: the least, the usual, the most.
        return [view.getInt32(at + 4) >> 16, view.getInt32(at + 12) >> 16];
      }
    }
  }
  const metrics = tables.get('OS/2');
  const weight = metrics !== undefined && metrics + 6 <= view.byteLength ? view.getUint16(metrics + 4) : 400;
  return [weight, weight];
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
}
