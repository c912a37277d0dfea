import type { ImplicitLabel } from '@clipo/contract';
import { labelJson } from '../implicit-label.ts';
import { labelsOfXmp, removeXmpLabels } from '../xmp.ts';
import { type Box, makeBox, splitBoxes } from './box.ts';
import { keyedItem, type MetaItem, makeMetaBody, readMetaList, textItem } from './meta-list.ts';
import { BrokenBox } from './move-offsets.ts';
import { isLabelName, isXmpUuid } from './read-mp4.ts';

/**
 * The body of a `moov.udta.meta` box that holds the label and nothing else, for muxers that take raw bytes: version and
 * flags, `hdlr` mdta, `keys` with the one key `AIGC`, `ilst`. The recipe for mediabunny stands at `readMp4Labels`.
 */
export function aigcMetaPayload(label: ImplicitLabel): Uint8Array {
  return makeMetaBody([textItem('AIGC', labelJson(label))]);
}

/**
 * A `moov` box with exactly this label at `moov.udta.meta`: labels that stood anywhere in it are taken out, all other
 * metadata stays (iTunes items become keyed ones, as one list can't be both).
 * @throws BrokenBox
 */
export function setMovieLabel(moov: Box, label: ImplicitLabel): Uint8Array {
  const children = sound(moov);
  const others = children.boxes.flatMap((child) => {
    switch (child.type) {
      case 'udta':
        return [];
      case 'meta':
        return withoutLabels(child);
      case 'uuid':
        return [withoutXmpLabels(child)];
      default:
        return [child.bytes];
    }
  });
  const userData = children.boxes.filter(({ type }) => type === 'udta').map(sound);
  const items: MetaItem[] = [];
  const kept = userData.flatMap(({ boxes }) =>
    boxes.flatMap((box) => {
      if (box.type === 'AIGC') {
        return [];
      }
      if (box.type === 'XMP_') {
        return [withoutXmpLabels(box)];
      }
      const list = box.type === 'meta' ? readMetaList(box.body) : undefined;
      if (list === undefined || (list.handler !== 'mdta' && list.handler !== 'mdir' && list.items.length === 0)) {
        return [box.bytes];
      }
      items.push(...list.items.filter((item) => !isLabelName(item.name)).map(keyedItem));
      return [];
    }),
  );
  const meta = makeBox('meta', makeMetaBody([...items, textItem('AIGC', labelJson(label))]));
  return makeBox('moov', ...others, makeBox('udta', ...kept, meta));
}

/** An XMP box (`uuid` or `XMP_`) without labels; any other comes back as it is. */
export function withoutXmpLabels(box: Box): Uint8Array {
  const head = box.type === 'uuid' ? 16 : 0;
  if (box.type === 'uuid' && !isXmpUuid(box.body)) {
    return box.bytes;
  }
  const packet = new TextDecoder('utf-8', { ignoreBOM: true }).decode(box.body.subarray(head));
  if (labelsOfXmp(packet).length === 0) {
    return box.bytes;
  }
  return makeBox(box.type, box.body.subarray(0, head), new TextEncoder().encode(removeXmpLabels(packet)));
}

/** A bare `moov.meta` without labels, gone where nothing else is in it. */
function withoutLabels(box: Box): Uint8Array[] {
  const { items } = readMetaList(box.body);
  const kept = items.filter((item) => !isLabelName(item.name));
  if (kept.length === items.length) {
    return [box.bytes];
  }
  return kept.length === 0 ? [] : [makeBox('meta', makeMetaBody(kept.map(keyedItem)))];
}

function sound(box: Box): { boxes: Box[] } {
  const { boxes, isBroken } = splitBoxes(box.body);
  if (isBroken) {
    throw new BrokenBox(`${box.type} holds bytes that are no box`);
  }
  return { boxes };
}
