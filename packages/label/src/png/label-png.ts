import type { ImplicitLabel } from '@clipo/contract';
import { unreadable } from '../byte-source.ts';
import { labelJson } from '../implicit-label.ts';
import { removeXmpLabels, setXmpLabel } from '../xmp.ts';
import { makeChunk, pngSignature, readChunkHeader } from './chunks.ts';
import { isLabelKeyword } from './read-png.ts';
import { makeInternationalText, readTextChunk, xmpKeyword } from './text-chunk.ts';

/**
 * The PNG file with exactly this label, in XMP (iTXt `XML:com.adobe.xmp`, element `TC260:AIGC`) before the picture data.
 * Labels that stood in it are replaced; other XMP and every other chunk stay byte for byte.
 * `name` is what an error calls the file.
 * @throws ClipoError `unreadable_material` where the bytes are no whole PNG file, `invalid_input` for a wrong label
 */
export function labelPng(bytes: Uint8Array, label: ImplicitLabel, name = '(bytes)'): Uint8Array {
  const json = labelJson(label);
  if (!pngSignature.every((byte, index) => bytes[index] === byte)) {
    throw unreadable(name, 'not a PNG file');
  }
  const chunks = wholeChunks(bytes, name);
  let packet: string | undefined;
  const kept: Uint8Array[] = [];
  for (const { type, whole } of chunks.others) {
    const text = readTextChunk(type, whole.subarray(8, -4));
    if (text?.keyword === xmpKeyword && text.text !== undefined) {
      // A PNG file has one packet; of any further ones only the label goes.
      if (packet === undefined) {
        packet = text.text;
      } else {
        kept.push(makeChunk('iTXt', makeInternationalText(xmpKeyword, removeXmpLabels(text.text))));
      }
    } else if (text === undefined || !(text.keyword === xmpKeyword || isLabelKeyword(text.keyword))) {
      kept.push(whole);
    }
  }
  const xmp = makeChunk('iTXt', makeInternationalText(xmpKeyword, setXmpLabel(packet, json)));
  return Buffer.concat([pngSignature, chunks.head, xmp, ...kept, chunks.afterEnd]);
}

/** The file cut into IHDR, all other chunks, and what follows IEND. */
function wholeChunks(
  bytes: Uint8Array,
  name: string,
): {
  head: Uint8Array;
  others: { type: string; whole: Uint8Array }[];
  afterEnd: Uint8Array;
} {
  const others: { type: string; whole: Uint8Array }[] = [];
  let offset = pngSignature.length;
  for (;;) {
    const chunk = readChunkHeader(bytes.subarray(offset, offset + 8), offset);
    const end = offset + (chunk?.length ?? 0) + 12;
    if (chunk === undefined || end > bytes.length) {
      throw unreadable(name, `not a whole PNG file: no whole chunk can be read at byte ${offset}`);
    }
    others.push({ type: chunk.type, whole: bytes.subarray(offset, end) });
    offset = end;
    if (chunk.type === 'IEND') {
      break;
    }
  }
  const head = others.shift();
  if (head?.type !== 'IHDR') {
    throw unreadable(name, 'not a PNG file: it does not begin with IHDR');
  }
  return { head: head.whole, others, afterEnd: bytes.subarray(offset) };
}
