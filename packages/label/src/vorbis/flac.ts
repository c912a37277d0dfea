import { type ByteSource, unreadable } from '../byte-source.ts';
import { foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { type Comments, labelsOfComments, readComments, setCommentLabel } from './comments.ts';

const commentBlock = 4;
const mostBlocks = 10_000;

/** A metadata block: its kind, and where it begins, holds its data and ends. */
interface Block {
  kind: number;
  start: number;
  dataStart: number;
  end: number;
}

/** FLAC: a Vorbis comment `AIGC` (TC260-PG-202510A). */
export const flacFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const labels = [];
    for (const { comments } of await commentsOf(source, await listBlocks(source, problems), problems)) {
      labels.push(...labelsOfComments(comments).map((json) => foundLabel('vorbis-comment', 'FLAC AIGC', json)));
    }
    return { labels, problems };
  },

  async *parts(source, json) {
    yield* partsOf(await planFlac(source, json));
  },
};

async function planFlac(source: ByteSource, json: string): Promise<Piece[]> {
  const problems: LabelProblem[] = [];
  const blocks = await listBlocks(source, problems);
  const found = await commentsOf(source, blocks, problems);
  const [info] = blocks;
  if (problems[0] !== undefined || info === undefined) {
    throw unreadable(source.name, problems[0]?.message ?? 'holds no sound');
  }
  const comments = found[0]?.comments ?? { vendor: new Uint8Array(), entries: [], rest: new Uint8Array() };
  const data = setCommentLabel(comments, json);
  if (data.length > 0xff_ffff) {
    throw unreadable(source.name, 'its comments have no room for a label');
  }
  const made = Buffer.concat([header(commentBlock, data.length, false), data]);
  const kept = blocks.slice(1).filter(({ kind }) => kind !== commentBlock);
  const pieces = [info, ...kept].flatMap((block, index, all): Piece[] => [
    // A block says whether it is the last; the comments stand second, so they are last only where nothing follows.
    {
      ...block,
      end: block.dataStart,
      bytes: header(block.kind, block.end - block.dataStart, index > 0 && index === all.length - 1),
    },
    { start: block.dataStart, end: block.end },
    ...(index === 0 ? [{ start: block.end, end: block.end, bytes: kept.length === 0 ? withLast(made) : made }] : []),
  ]);
  return [{ start: 0, end: info.start }, ...pieces, { start: blocks.at(-1)?.end ?? 0, end: source.sizeBytes }];
}

function header(kind: number, length: number, isLast: boolean): Uint8Array {
  return Uint8Array.of((isLast ? 0x80 : 0) | kind, length >> 16, (length >> 8) & 0xff, length & 0xff);
}

function withLast(block: Uint8Array): Uint8Array {
  block[0] = (block[0] ?? 0) | 0x80;
  return block;
}

async function commentsOf(
  source: ByteSource,
  blocks: readonly Block[],
  problems: LabelProblem[],
): Promise<{ comments: Comments }[]> {
  const found = [];
  for (const { dataStart, end } of blocks.filter(({ kind }) => kind === commentBlock)) {
    const comments = readComments(await source.read(dataStart, end - dataStart));
    if (comments === undefined) {
      problems.push(problem('broken_file', `the comments at byte ${dataStart} are damaged`));
    } else {
      found.push({ comments });
    }
  }
  return found;
}

/** Lists the metadata blocks. */
async function listBlocks(source: ByteSource, problems: LabelProblem[]): Promise<Block[]> {
  const blocks: Block[] = [];
  let offset = 4;
  while (blocks.length < mostBlocks) {
    const head = await source.read(offset, 4);
    const length = ((head[1] ?? 0) << 16) | ((head[2] ?? 0) << 8) | (head[3] ?? 0);
    const dataStart = offset + 4;
    if (head.length < 4 || dataStart + length > source.sizeBytes) {
      problems.push(problem('broken_file', `no whole block can be read at byte ${offset}`));
      return blocks;
    }
    blocks.push({ kind: (head[0] ?? 0) & 0x7f, start: offset, dataStart, end: dataStart + length });
    if ((head[0] ?? 0) & 0x80) {
      return blocks;
    }
    offset = dataStart + length;
  }
  problems.push(problem('too_large', `more than ${mostBlocks} blocks`));
  return blocks;
}
