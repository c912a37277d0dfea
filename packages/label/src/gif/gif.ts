import { type ByteSource, unreadable } from '../byte-source.ts';
import { foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { labelsOfXmp, setXmpLabel } from '../xmp.ts';

const mostFileBytes = 512 * 1024 * 1024;
const mostBlocks = 1_000_000;
const xmpName = 'XMP DataXMP';

/** XMP stands in a GIF as it is; these bytes lead a decoder, which takes it for sub-blocks, to its end. */
const trailer = Uint8Array.from([0x01, ...Array.from({ length: 256 }, (_, index) => 0xff - index), 0x00]);

/** GIF: an application extension `XMP Data` `XMP` (TC260-PG-20259A). */
export const gifFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const { extensions } = await walk(source, problems);
    const labels = [];
    for (const { textStart, end } of extensions) {
      const xmp = new TextDecoder().decode(await source.read(textStart, end - textStart - trailer.length));
      labels.push(...labelsOfXmp(xmp).map((json) => foundLabel('xmp', 'application extension XMP', json)));
    }
    return { labels, problems };
  },

  async *parts(source, json) {
    yield* partsOf(await planGif(source, json));
  },
};

interface GifWalk {
  /** After the header and the global colours: where blocks begin. */
  firstBlock: number;
  /** XMP extensions: where each begins, where its text begins, and its end. */
  extensions: { start: number; textStart: number; end: number }[];
}

async function planGif(source: ByteSource, json: string): Promise<Piece[]> {
  const problems: LabelProblem[] = [];
  const { firstBlock, extensions } = await walk(source, problems);
  if (problems[0] !== undefined) {
    throw unreadable(source.name, problems[0].message);
  }
  const [first] = extensions;
  const packet =
    first && new TextDecoder().decode(await source.read(first.textStart, first.end - first.textStart - trailer.length));
  const extension = Buffer.concat([
    Uint8Array.of(0x21, 0xff, 11),
    new TextEncoder().encode(xmpName + setXmpLabel(packet, json)),
    trailer,
  ]);
  const head = (await source.read(0, firstBlock)).slice();
  // Extensions came with this version.
  head.set(new TextEncoder().encode('GIF89a'));
  const kept: Piece[] = [];
  let from = firstBlock;
  for (const { start, end } of extensions) {
    kept.push({ start: from, end: start });
    from = end;
  }
  return [
    { start: 0, end: firstBlock, bytes: head },
    { start: firstBlock, end: firstBlock, bytes: extension },
    ...kept,
    { start: from, end: source.sizeBytes },
  ];
}

/** Goes through the blocks of a GIF to its end. */
async function walk(source: ByteSource, problems: LabelProblem[]): Promise<GifWalk> {
  if (source.sizeBytes > mostFileBytes) {
    problems.push(problem('too_large', `${source.sizeBytes} bytes are more than is read of a GIF`));
    return { firstBlock: 0, extensions: [] };
  }
  const bytes = await source.read(0, source.sizeBytes);
  const colours = (packed: number | undefined) => ((packed ?? 0) & 0x80 ? 3 * 2 ** (((packed ?? 0) & 7) + 1) : 0);
  const firstBlock = 13 + colours(bytes[10]);
  const extensions: GifWalk['extensions'] = [];
  const broken = (at: number) => {
    problems.push(problem('broken_file', `no whole block can be read at byte ${at}`));
    return { firstBlock, extensions };
  };
  /** The end of sub-blocks that begin here, or beyond the file. */
  const endOfSubBlocks = (from: number) => {
    let at = from;
    while (at < bytes.length && bytes[at] !== 0) {
      at += 1 + (bytes[at] ?? 0);
    }
    return at + 1;
  };
  let at = firstBlock;
  for (let count = 0; count < mostBlocks; count += 1) {
    const kind = bytes[at];
    if (kind === 0x3b) {
      return { firstBlock, extensions };
    }
    if (kind === 0x2c) {
      at = endOfSubBlocks(at + 10 + colours(bytes[at + 9]) + 1);
    } else if (kind === 0x21) {
      const end = endOfSubBlocks(at + 2);
      const name = bytes.subarray(at + 3, at + 14);
      const textStart = at + 14;
      if (bytes[at + 1] === 0xff && Buffer.from(name).toString('latin1') === xmpName) {
        if (end > bytes.length || end - textStart < trailer.length) {
          return broken(at);
        }
        extensions.push({ start: at, textStart, end });
      }
      at = end;
    } else {
      return broken(at);
    }
    if (at > bytes.length) {
      return broken(bytes.length);
    }
  }
  return broken(at);
}
