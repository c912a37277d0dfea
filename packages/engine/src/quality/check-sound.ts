import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QualityFinding, VoiceClip } from '@clipo/contract';
import { type AudioTrack, audioRate } from '../audio/audio-track.ts';
import { type MixRequest, mixAudio } from '../audio/mix-audio.ts';
import { readWav } from '../audio/read-wav.ts';
import { saveFile } from '../join/save-file.ts';
import { type HeardSound, type HeardVoice, measureSound, measureVoice } from './measure-sound.ts';

/** Part of every record: raise it whenever equal sound is judged otherwise than before. */
const recordVersion = 1;

const targetLoudness = -14;
const mostOff = 0.5;
const mostPeakDb = -1;
/** Longer silences sound like a fault of the player. */
const mostSilenceMs = 1000;
/** A line whose loudest sample is under this is not there. */
const leastVoiceDb = -45;
/** So much of a line in flat tops is heard as a crackle. */
const mostFlat = 0.002;

/** What there is to hear in a video. */
export interface CheckedSound {
  track: Pick<AudioTrack, 'loudness' | 'truePeakDb'>;
  heard: HeardSound;
  /** Its spoken lines, in order. */
  lines: { startMs: number; heard: HeardVoice }[];
}

/** Loudness (−14 LUFS ± 0.5), true peak (≤ −1 dBTP), clipping, silences and lines that are not heard. Pure. */
export function checkSound({ track, heard, lines }: CheckedSound): QualityFinding[] {
  const toMs = (sample: number) => Math.round((sample * 1000) / audioRate);
  const findings: QualityFinding[] = [];
  if (track.loudness !== null && Math.abs(track.loudness - targetLoudness) > mostOff) {
    const measured = rounded(track.loudness);
    findings.push({ kind: 'loudness', severity: 'fault', measured, limit: targetLoudness });
  }
  if (track.truePeakDb !== null && track.truePeakDb > mostPeakDb) {
    findings.push({ kind: 'clipping', severity: 'fault', measured: rounded(track.truePeakDb), limit: mostPeakDb });
  } else if (heard.clippedAt !== null) {
    findings.push({ kind: 'clipping', severity: 'fault', atMs: toMs(heard.clippedAt), limit: mostPeakDb });
  }
  for (const { from, to } of heard.silences) {
    const measured = toMs(to) - toMs(from);
    if (measured > mostSilenceMs) {
      const [atMs, endMs] = [toMs(from), toMs(to)];
      findings.push({ kind: 'silence', severity: 'fault', atMs, endMs, measured, limit: mostSilenceMs });
    }
  }
  for (const { startMs, heard: line } of lines) {
    if (line.peakDb < leastVoiceDb) {
      findings.push({ kind: 'silence', severity: 'fault', atMs: startMs, limit: leastVoiceDb });
    } else if (line.flatShare > mostFlat) {
      findings.push({ kind: 'clipping', severity: 'fault', atMs: startMs, measured: rounded(line.peakDb) });
    }
  }
  return findings;
}

/** Stores what is heard in a mix beside its track. */
export async function saveHeardSound(hash: string, cacheDir: string, heard: HeardSound): Promise<void> {
  await saveFile(recordPath(hash, cacheDir), Buffer.from(`${JSON.stringify({ version: recordVersion, heard })}\n`));
}

/** What is heard in a mix: as it was noted when it was mixed; where that note is gone it is mixed again. */
export async function heardSound(
  hash: string,
  request: MixRequest,
  { cacheDir, signal }: { cacheDir: string; signal?: AbortSignal },
): Promise<HeardSound> {
  try {
    const { version, heard } = JSON.parse(await readFile(recordPath(hash, cacheDir), 'utf8')) as {
      version: number;
      heard: HeardSound;
    };
    if (version === recordVersion && Array.isArray(heard.silences)) {
      return heard;
    }
  } catch {
    // None, or a damaged one.
  }
  const heard = measureSound(await mixAudio(request, { cacheDir, signal }));
  await saveHeardSound(hash, cacheDir, heard);
  return heard;
}

/** Listens to spoken lines, each once however many videos say it. */
export function openListening(): (clips: readonly VoiceClip[], fps: number) => Promise<CheckedSound['lines']> {
  const known = new Map<string, HeardVoice>();
  return async (clips, fps) => {
    const lines: CheckedSound['lines'] = [];
    for (const { speechKey, path, startFrame, sampleCount } of clips) {
      const key = `${speechKey}:${sampleCount}`;
      const heard = known.get(key) ?? measureVoice((await readWav(path)).subarray(0, sampleCount));
      known.set(key, heard);
      lines.push({ startMs: Math.round((startFrame * 1000) / fps), heard });
    }
    return lines;
  };
}

function recordPath(hash: string, cacheDir: string): string {
  return join(cacheDir, `${hash}.heard`);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
