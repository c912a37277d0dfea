import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError } from '@clipo/contract/errors';
import { startProgram } from '../ffmpeg/run.ts';
import { saveFile } from '../join/save-file.ts';
import { saveHeardSound } from '../quality/check-sound.ts';
import { measureSound } from '../quality/measure-sound.ts';
import { type AudioTrack, aacPacketSamples, audioRate, readAudioPackets, splitAdts } from './audio-track.ts';
import { type Mix, type MixRequest, mixAudio } from './mix-audio.ts';

/** Part of every hash: raise it whenever equal requests give other sound than before. */
const mixVersion = 'mix-6';
const bitRate = '192k';

/** The content hash of a mix: equal hash, equal sound. Voice lines and files count by their content hash, not by path. */
export function mixHash(request: MixRequest): string {
  const voice = request.voice.map(({ speechKey, startFrame, sampleCount }) => ({ speechKey, startFrame, sampleCount }));
  const { totalFrames, fps, sounds = [] } = request;
  const music = request.music !== null && 'path' in request.music ? { ...request.music, path: null } : request.music;
  const parts = { mixVersion, voice, music, sounds, totalFrames, fps };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * The sound track of a video: taken from the cache folder where an equal mix was made before, else mixed and encoded.
 * Throws as mixAudio and encodeMix do.
 */
export async function makeAudioTrack(
  request: MixRequest,
  cacheDir: string,
  signal?: AbortSignal,
): Promise<{ track: AudioTrack; isCached: boolean }> {
  const hash = mixHash(request);
  const known = await findTrack(hash, cacheDir);
  if (known !== null) {
    return { track: known, isCached: true };
  }
  const mix = await mixAudio(request, { cacheDir, signal });
  await mkdir(cacheDir, { recursive: true });
  await saveHeardSound(hash, cacheDir, measureSound(mix));
  return { track: await encodeMix(mix, hash, cacheDir, signal), isCached: false };
}

/**
 * Encodes a mix as AAC-LC, 48 kHz, stereo, 192 kbit/s and stores it under its hash. The encoder's priming packet is
 * dropped, so that the first packet sounds at 0 with or without edit lists, and the packets end with the mix.
 * Throws `missing_program`, `program_failed`, `disk_full`, `cancelled`.
 */
export async function encodeMix(mix: Mix, hash: string, cacheDir: string, signal?: AbortSignal): Promise<AudioTrack> {
  const stream = await encodeAdts(mix, signal);
  const frames = splitAdts(stream);
  const packetCount = Math.ceil(mix.sampleCount / aacPacketSamples);
  if (frames.length < packetCount + 1) {
    throw new ClipoError('program_failed', `ffmpeg: ${frames.length} AAC packets for ${mix.sampleCount} samples`, {
      details: { program: 'ffmpeg', problem: 'the sound track is too short' },
    });
  }
  const firstByte = endOf(stream, frames[0]);
  const lastByte = endOf(stream, frames[packetCount]);
  const track = trackAt(hash, cacheDir, mix);
  await mkdir(cacheDir, { recursive: true });
  await saveFile(track.path, stream.subarray(firstByte, lastByte), signal);
  // The facts come last: a track is in the cache when they are.
  const { sampleCount, loudness, truePeakDb } = track;
  const facts = Buffer.from(`${JSON.stringify({ sampleCount, loudness, truePeakDb })}\n`);
  await saveFile(factsPath(hash, cacheDir), facts, signal);
  return track;
}

async function encodeAdts(mix: Mix, signal?: AbortSignal): Promise<Buffer> {
  const program = startProgram(
    'ffmpeg',
    [
      ...['-f', 'f32le', '-ar', String(audioRate), '-ac', '2', '-i', 'pipe:0'],
      ...['-c:a', 'aac', '-b:a', bitRate, '-threads', '1', '-flags', '+bitexact', '-fflags', '+bitexact'],
      ...['-f', 'adts', 'pipe:1'],
    ],
    signal,
  );
  const chunks: Buffer[] = [];
  program.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  program.stdin.end(interleave(mix, aacPacketSamples));
  await program.finished;
  return Buffer.concat(chunks);
}

/**
 * Both channels by turns, as 32-bit floats, and `more` samples of silence: an AAC encoder wants a block more to bring out
 * the last samples whole; what it makes beyond the end is cut.
 */
export function interleave({ left, right, sampleCount }: Mix, more: number): Uint8Array {
  const both = new Float32Array((sampleCount + more) * 2);
  for (let index = 0; index < sampleCount; index += 1) {
    both[index * 2] = left[index] as number;
    both[index * 2 + 1] = right[index] as number;
  }
  return new Uint8Array(both.buffer);
}

function endOf(stream: Buffer, payload: Uint8Array | undefined): number {
  return payload === undefined ? 0 : payload.byteOffset - stream.byteOffset + payload.byteLength;
}

function trackAt(hash: string, cacheDir: string, facts: Pick<AudioTrack, 'sampleCount' | 'loudness' | 'truePeakDb'>) {
  const { sampleCount, loudness, truePeakDb } = facts;
  return { hash, path: join(cacheDir, `${hash}.aac`), sampleCount, loudness, truePeakDb };
}

function factsPath(hash: string, cacheDir: string): string {
  return join(cacheDir, `${hash}.json`);
}

async function findTrack(hash: string, cacheDir: string): Promise<AudioTrack | null> {
  const text = await readFile(factsPath(hash, cacheDir), 'utf8').catch(() => null);
  if (text === null) {
    return null;
  }
  try {
    const facts = JSON.parse(text) as Pick<AudioTrack, 'sampleCount' | 'loudness' | 'truePeakDb'>;
    const track = trackAt(hash, cacheDir, facts);
    await readAudioPackets(track);
    return track;
  } catch {
    // Gone or cut off comes to the same: it is made anew.
    return null;
  }
}
