import { type ByteSource, unreadable } from '../byte-source.ts';
import { foundLabel } from '../found-label.ts';
import type { LabelFormat } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { labelsOfComments, readComments, setCommentLabel } from './comments.ts';
import { type Page, pagesOf, readPage, renumber } from './pages.ts';

const mostHeaderPages = 4096;

/** Streams whose comments are known: how they begin, how many packets come before the sound, what leads the comments. */
const codecs = [
  { start: '\x01vorbis', headers: 3, commentHead: '\x03vorbis' },
  { start: 'OpusHead', headers: 2, commentHead: 'OpusTags' },
  { start: '\x80theora', headers: 3, commentHead: '\x81theora' },
] as const;

/** Ogg with Vorbis, Opus or Theora: a comment `AIGC` of the first such stream (TC260-PG-202510A). */
export const oggFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const head = await readHead(source, problems);
    const comments = head && commentsOf(head);
    if (head !== undefined && comments === undefined) {
      problems.push(problem('broken_file', 'the comments are damaged'));
    }
    const labels = comments === undefined ? [] : labelsOfComments(comments);
    return { labels: labels.map((json) => foundLabel('vorbis-comment', 'Ogg AIGC', json)), problems };
  },

  async *parts(source, json) {
    const problems: LabelProblem[] = [];
    const head = await readHead(source, problems);
    const comments = head && commentsOf(head);
    if (head === undefined || comments === undefined) {
      throw unreadable(source.name, problems[0]?.message ?? 'its comments are damaged');
    }
    const packet = Buffer.concat([latin1(head.codec.commentHead), setCommentLabel(comments, json)]);
    const own = head.pages.filter(({ page }) => page.serial === head.serial);
    const made = pagesOf([packet, ...head.packets.slice(1)], {
      serial: head.serial,
      sequence: own[0]?.page.sequence ?? 1,
      atLeast: own.length,
    });
    yield { start: 0, end: head.firstEnd };
    // Pages of other streams that stand between keep their order.
    yield* made;
    yield* head.pages.filter(({ page }) => page.serial !== head.serial).map(({ page }) => page.whole);
    const shift = made.length - own.length;
    if (shift === 0) {
      yield { start: head.end, end: source.sizeBytes };
      return;
    }
    yield* renumbered(source, head.end, head.serial, shift);
  },
};

interface OggHead {
  codec: (typeof codecs)[number];
  serial: number;
  /** Where the pages end that begin the streams. */
  firstEnd: number;
  /** The pages with the header packets after the first, and those of other streams between them. */
  pages: { page: Page }[];
  /** Header packets after the first: comments, then set-up. */
  packets: Uint8Array[];
  end: number;
}

/** The pages from `from` on, those of one stream under numbers that are higher by `shift`. */
async function* renumbered(source: ByteSource, from: number, serial: number, shift: number) {
  for (let offset = from; ; ) {
    const page = await readPage(source, offset);
    if (page === undefined) {
      yield { start: offset, end: source.sizeBytes };
      return;
    }
    yield page.serial === serial ? renumber(page, page.sequence + shift) : page.whole;
    offset += page.whole.length;
  }
}

async function readHead(source: ByteSource, problems: LabelProblem[]): Promise<OggHead | undefined> {
  let offset = 0;
  let chosen: Pick<OggHead, 'codec' | 'serial'> | undefined;
  let page = await readPage(source, offset);
  while (page !== undefined && page.flags & 2) {
    const start = Buffer.from(page.data.subarray(0, 8)).toString('latin1');
    const codec = codecs.find((known) => start.startsWith(known.start));
    chosen ??= codec && { codec, serial: page.serial };
    offset += page.whole.length;
    page = await readPage(source, offset);
  }
  if (chosen === undefined) {
    problems.push(problem('broken_file', 'no stream of Vorbis, Opus or Theora begins in it'));
    return undefined;
  }
  const head: OggHead = { ...chosen, firstEnd: offset, pages: [], packets: [], end: offset };
  let unfinished: Uint8Array[] = [];
  while (head.packets.length < head.codec.headers - 1) {
    if (page === undefined || head.pages.length === mostHeaderPages) {
      problems.push(problem('broken_file', `no whole page can be read at byte ${head.end}`));
      return undefined;
    }
    head.pages.push({ page });
    if (page.serial === head.serial) {
      let at = 0;
      for (const size of page.lacing) {
        unfinished.push(page.data.subarray(at, at + size));
        at += size;
        if (size < 255) {
          head.packets.push(Buffer.concat(unfinished));
          unfinished = [];
        }
      }
    }
    head.end += page.whole.length;
    page = await readPage(source, head.end);
  }
  if (head.packets.length !== head.codec.headers - 1 || unfinished.length > 0) {
    problems.push(problem('broken_file', 'sound begins on the page of the comments'));
    return undefined;
  }
  return head;
}

function commentsOf({ codec, packets: [first] }: OggHead): ReturnType<typeof readComments> {
  const lead = codec.commentHead.length;
  return first !== undefined && Buffer.from(first.subarray(0, lead)).equals(latin1(codec.commentHead))
    ? readComments(first.subarray(lead))
    : undefined;
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
