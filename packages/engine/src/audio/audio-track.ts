import { readFile } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract/errors';

/** Rate of everything that sounds. */
export const audioRate = 48_000;

/** Samples of one AAC-LC packet. */
export const aacPacketSamples = 1024;

/** A finished sound track: one AAC-LC stream whose first packet sounds at 0 (its priming packet is dropped). */
export interface AudioTrack {
  /** Content hash of all that went into the mix. */
  hash: string;
  /** ADTS file in the cache. */
  path: string;
  /** Exact length in samples at 48 kHz; the last packet is shown only this far. */
  sampleCount: number;
  /** Integrated loudness of the mix in LUFS (ITU-R BS.1770-4); null where it is silent. */
  loudness: number | null;
  /** Highest true peak of the mix in dBTP; null where it is silent. */
  truePeakDb: number | null;
}

/** One coded block of sound. */
export interface AudioPacket {
  data: Uint8Array;
  startSample: number;
  sampleCount: number;
}

/** What decoders need to know: AudioSpecificConfig of AAC-LC, 48 kHz, stereo (ISO/IEC 14496-3 §1.6.2.1). */
export const aacConfig = {
  codec: 'mp4a.40.2',
  sampleRate: audioRate,
  numberOfChannels: 2,
  description: Uint8Array.of(0x11, 0x90),
} as const satisfies AudioDecoderConfig;

/** Reads a track's packets; the last one is shortened to the track's exact end. */
export async function readAudioPackets(
  track: AudioTrack,
): Promise<{ config: AudioDecoderConfig; packets: AudioPacket[] }> {
  const bytes = await readFile(track.path);
  const packets = splitAdts(bytes).map((data, index) => {
    const startSample = index * aacPacketSamples;
    return { data, startSample, sampleCount: Math.min(aacPacketSamples, track.sampleCount - startSample) };
  });
  const end = packets.length * aacPacketSamples;
  if (end < track.sampleCount || end - track.sampleCount >= aacPacketSamples) {
    throw new ClipoError('internal', `sound track has ${packets.length} packets for ${track.sampleCount} samples`, {
      details: { file: track.path },
    });
  }
  return { config: aacConfig, packets };
}

/** Cuts an ADTS stream (ISO/IEC 13818-7 §6.2) into the AAC payloads of its frames. Throws `internal` for anything else. */
export function splitAdts(stream: Uint8Array): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  let at = 0;
  while (at < stream.length) {
    const [b0 = 0, b1 = 0, , b3 = 0, b4 = 0, b5 = 0] = stream.subarray(at, at + 7);
    const length = ((b3 & 0x03) << 11) | (b4 << 3) | (b5 >>> 5);
    if (b0 !== 0xff || (b1 & 0xf6) !== 0xf0 || length < 7 || at + length > stream.length) {
      throw new ClipoError('internal', `not an ADTS stream at byte ${at}`);
    }
    // The lowest bit of the second byte is set where no checksum follows the seven header bytes.
    payloads.push(stream.subarray(at + ((b1 & 1) === 1 ? 7 : 9), at + length));
    at += length;
  }
  return payloads;
}
