import { ClipoError } from '@clipo/contract';
import { type AudioTrack, readAudioPackets } from '../audio/audio-track.ts';
import { clearMovieDates } from './clear-movie-dates.ts';
import { metadataPayload } from './metadata-box.ts';
import { loadMuxer } from './muxer.ts';
import { readSegment, type Segment } from './read-segment.ts';
import { saveFile } from './save-file.ts';

/** What a file is joined of. */
export interface JoinRequest {
  /** Paths of video-only pieces with closed groups of pictures, one codec and one set of parameters, in order. */
  segments: readonly string[];
  audio: AudioTrack | null;
  fps: number;
  /** Metadata keys of the movie, such as `AIGC`; nothing else is written. */
  tags: Readonly<Record<string, string>>;
  /** Path of the file, inside a folder that exists. */
  out: string;
}

/** What was written. */
export interface JoinedFile {
  frames: number;
  bytes: number;
  sha256: string;
}

/**
 * Joins pieces and a sound track into one MP4 without encoding anything: frame n is shown at exactly n / fps, sound
 * begins at 0, and neither track has an edit list. B-frames come through signed composition offsets, so players that
 * pass over edit lists show the first frame at 0 as well. Index before media ("fast start"); no clock in the file.
 * Throws `internal` where pieces do not belong together, `disk_full`, `output_unwritable`, `cancelled`.
 */
export async function joinVideo(request: JoinRequest, signal?: AbortSignal): Promise<JoinedFile> {
  const { BufferTarget, EncodedAudioPacketSource, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } =
    await loadMuxer();
  const segments = await Promise.all(request.segments.map(readSegment));
  const first = segments[0];
  if (first === undefined) {
    throw new ClipoError('internal', 'nothing to join: no segments');
  }
  for (const segment of segments) {
    assertFits(first, segment);
  }
  const target = new BufferTarget();
  const format = new Mp4OutputFormat({ fastStart: 'in-memory', metadataFormat: 'udta' });
  const output = new Output({ format, target });
  const video = new EncodedVideoPacketSource(first.codec);
  output.addVideoTrack(video);
  const audio = request.audio === null ? null : new EncodedAudioPacketSource('aac');
  if (audio !== null) {
    output.addAudioTrack(audio);
  }
  if (Object.keys(request.tags).length > 0) {
    output.setMetadataTags({ raw: { meta: metadataPayload(request.tags) } });
  }
  await output.start();

  const sound = request.audio === null ? null : await readAudioPackets(request.audio);
  let audioIndex = 0;
  /** Adds the sound that begins before a time, so that both tracks lie side by side in the file. */
  const addSoundUntil = async (seconds: number) => {
    while (audio !== null && sound !== null) {
      const packet = sound.packets[audioIndex];
      if (packet === undefined || packet.startSample / sound.config.sampleRate >= seconds) {
        return;
      }
      const rate = sound.config.sampleRate;
      const coded = new EncodedPacket(packet.data, 'key', packet.startSample / rate, packet.sampleCount / rate);
      await audio.add(coded, audioIndex === 0 ? { decoderConfig: sound.config } : undefined);
      audioIndex += 1;
    }
  };

  let frames = 0;
  let isFirst = true;
  for (const segment of segments) {
    if (signal?.aborted) {
      await output.cancel();
      throw new ClipoError('cancelled', `joining ${request.out} was cancelled`);
    }
    for (const packet of segment.packets) {
      const timestamp = (frames + packet.frame) / request.fps;
      await addSoundUntil(timestamp);
      const coded = new EncodedPacket(packet.data, packet.isKey ? 'key' : 'delta', timestamp, 1 / request.fps);
      await video.add(coded, isFirst ? { decoderConfig: first.config } : undefined);
      isFirst = false;
    }
    frames += segment.packets.length;
  }
  await addSoundUntil(Number.POSITIVE_INFINITY);
  await output.finalize();
  if (target.buffer === null) {
    throw new ClipoError('internal', 'the muxer gave no file');
  }
  const bytes = new Uint8Array(target.buffer);
  clearMovieDates(bytes);
  const { sha256 } = await saveFile(request.out, bytes, signal);
  return { frames, bytes: bytes.length, sha256 };
}

/** Pieces share one decoder set-up, or a player would show rubbish after the first join. */
function assertFits(first: Segment, segment: Segment): void {
  const isSame =
    first.codec === segment.codec &&
    first.config.codedWidth === segment.config.codedWidth &&
    first.config.codedHeight === segment.config.codedHeight &&
    Buffer.from(description(first)).equals(Buffer.from(description(segment)));
  if (!isSame) {
    throw new ClipoError('internal', `segments were encoded differently: ${first.path} and ${segment.path}`, {
      details: { file: segment.path },
    });
  }
}

function description(segment: Segment): Uint8Array {
  const bytes = segment.config.description;
  if (bytes === undefined) {
    return new Uint8Array(0);
  }
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
