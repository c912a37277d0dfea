import { readFile, stat } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract';
import { loadMuxer } from './muxer.ts';

/** One coded picture of a segment, in decoding order. `frame` is its place in display order, from 0. */
export interface SegmentPacket {
  data: Uint8Array;
  isKey: boolean;
  frame: number;
}

/** A segment in memory: coded pictures in decoding order and what a decoder needs to know. */
export interface Segment {
  path: string;
  codec: 'avc' | 'hevc';
  config: VideoDecoderConfig;
  packets: SegmentPacket[];
  sizeBytes: number;
}

/**
 * Segments stay in memory up to this sum, least recently used out first: a batch takes most of its videos from the same
 * few dozen pieces, and a further video must not read them again.
 */
const mostBytes = 96 * 1024 * 1024;
const loaded = new Map<string, { segment: Promise<Segment>; sizeBytes: number }>();
let loadedBytes = 0;

/**
 * Reads a video-only MP4 piece, from memory where it was read before and the file is unchanged.
 * Throws `internal` where the file is no such piece: pieces are ours, so a bad one is our mistake (or a damaged cache).
 */
export async function readSegment(path: string): Promise<Segment> {
  const file = await stat(path).catch((cause: unknown) => {
    throw new ClipoError('internal', `segment is gone: ${path}`, { details: { file: path }, cause });
  });
  const key = `${path}\0${file.size}\0${file.mtimeMs}`;
  const known = loaded.get(key);
  if (known !== undefined) {
    // Put last: the map's order is the order of use.
    loaded.delete(key);
    loaded.set(key, known);
    return known.segment;
  }
  const segment = loadSegment(path);
  loaded.set(key, { segment, sizeBytes: file.size });
  loadedBytes += file.size;
  segment.catch(() => forget(key));
  for (const oldest of loaded.keys()) {
    if (loadedBytes <= mostBytes || oldest === key) {
      break;
    }
    forget(oldest);
  }
  return segment;
}

function forget(key: string): void {
  const entry = loaded.get(key);
  if (entry !== undefined) {
    loaded.delete(key);
    loadedBytes -= entry.sizeBytes;
  }
}

async function loadSegment(path: string): Promise<Segment> {
  const { BufferSource, EncodedPacketSink, Input, MP4 } = await loadMuxer();
  const bytes = await readFile(path);
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] });
  try {
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    const codec = await track?.getCodec();
    if (!track || !config || (codec !== 'avc' && codec !== 'hevc')) {
      throw new ClipoError('internal', `segment has no H.264 or HEVC track: ${path}`, { details: { file: path } });
    }
    const coded: { data: Uint8Array; isKey: boolean; timestamp: number }[] = [];
    for await (const packet of new EncodedPacketSink(track).packets()) {
      coded.push({ data: packet.data, isKey: packet.type === 'key', timestamp: packet.timestamp });
    }
    if (coded[0]?.isKey !== true) {
      throw new ClipoError('internal', `segment does not begin with a key frame: ${path}`, { details: { file: path } });
    }
    return { path, codec, config, packets: inDisplayOrder(coded), sizeBytes: bytes.byteLength };
  } catch (cause) {
    if (cause instanceof ClipoError) {
      throw cause;
    }
    throw new ClipoError('internal', `segment can't be read: ${path}`, { details: { file: path }, cause });
  } finally {
    input.dispose();
  }
}

/** Numbers the pictures by their rank in time: whole frames, free of the piece's own time scale and edit list. */
function inDisplayOrder(coded: readonly { data: Uint8Array; isKey: boolean; timestamp: number }[]): SegmentPacket[] {
  const ranks = new Map(
    coded
      .map((packet) => packet.timestamp)
      .sort((a, b) => a - b)
      .map((timestamp, rank) => [timestamp, rank] as const),
  );
  if (ranks.size !== coded.length) {
    throw new ClipoError('internal', 'segment shows two pictures at one time');
  }
  return coded.map(({ data, isKey, timestamp }) => ({ data, isKey, frame: ranks.get(timestamp) ?? 0 }));
}
