import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { integratedLoudness } from '../audio/loudness.ts';
import { mixAudio } from '../audio/mix-audio.ts';
import { babble, decodeSound, voiceClip } from '../audio/sound.fixture.ts';
import { truePeak } from '../audio/true-peak.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { checkSound, heardSound, openListening } from './check-sound.ts';
import { measureSound } from './measure-sound.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipo-gate-sound-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const music = { track: 'calm-water', seed: 1, gainDb: -8 } as const;

describe('sound at the quality gate (C12)', () => {
  it('passes a mix of voice and music', async () => {
    const voice = [await voiceClip(folder, 'good', babble(3, 1), 6)];
    const mix = await mixAudio({ voice, music, totalFrames: 120, fps: 30 }, { cacheDir: folder });
    expect(checkSound({ track: mix, heard: measureSound(mix), lines: await openListening()(voice, 30) })).toEqual([]);
  });

  it('finds a line that is silent though music plays, and says where', async () => {
    const voice = [
      await voiceClip(folder, 'first', babble(1.5, 2), 0),
      await voiceClip(folder, 'mute', new Float32Array(48_000), 60),
    ];
    const mix = await mixAudio({ voice, music, totalFrames: 120, fps: 30 }, { cacheDir: folder });
    expect(checkSound({ track: mix, heard: measureSound(mix), lines: await openListening()(voice, 30) })).toMatchObject(
      [{ kind: 'silence', severity: 'fault', atMs: 2000 }],
    );
  });

  it('finds the gap in a mix that falls silent', async () => {
    const voice = await decoded('aevalsrc=0.3*sin(2*PI*300*t)*(lt(t\\,1)+gt(t\\,3)):s=48000:d=4');
    expect(measureSound(voice).silences).toHaveLength(1);
    expect(found(voice).filter(({ kind }) => kind === 'silence')).toMatchObject([{ atMs: 1000, endMs: 3000 }]);
  });

  it('finds a mix that clips, by its flat tops and by its true peak', async () => {
    const loud = await decoded(
      'anoisesrc=r=48000:d=2:a=0.5:seed=4,pan=stereo|c0=c0|c1=c0,volume=14dB,aformat=sample_fmts=s16:channel_layouts=stereo',
    );
    expect(measureSound(loud).clippedSamples).toBeGreaterThan(1000);
    expect(found(loud).map(({ kind }) => kind)).toEqual(['loudness', 'clipping']);
  });

  it('finds a recorded line that clipped before it was made quieter', async () => {
    const samples = babble(2, 5).map((sample) => Math.max(-0.08, Math.min(0.08, sample)) * 4);
    const lines = await openListening()([await voiceClip(folder, 'clipped', samples, 30)], 30);
    expect(checkSound({ track: { loudness: -14, truePeakDb: -2 }, heard: quiet, lines })).toMatchObject([
      { kind: 'clipping', atMs: 1000 },
    ]);
  });

  it('finds a mix that is too quiet by a decibel, and passes one that is off by less than half', () => {
    const at = (loudness: number) => checkSound({ track: { loudness, truePeakDb: -2 }, heard: quiet, lines: [] });
    expect(at(-15)).toMatchObject([{ kind: 'loudness', measured: -15, limit: -14 }]);
    expect(at(-14.4)).toEqual([]);
  });

  it('remembers what is heard in a mix, and mixes again where that is gone', async () => {
    const request = {
      voice: [await voiceClip(folder, 'kept', babble(1, 6), 0)],
      music: null,
      totalFrames: 90,
      fps: 30,
    };
    const heard = await heardSound('mix', request, { cacheDir: folder });
    expect(heard).toEqual(measureSound(await mixAudio(request)));
    rmSync(request.voice[0]?.path ?? '');
    expect(await heardSound('mix', request, { cacheDir: folder })).toEqual(heard);
  });
});

const quiet = { silences: [], clippedSamples: 0, clippedAt: null };

async function decoded(source: string) {
  const path = join(folder, `${Math.random()}.wav`);
  await runProgram('ffmpeg', ['-f', 'lavfi', '-i', source, '-y', path], {});
  return decodeSound(path);
}

function found(mix: Awaited<ReturnType<typeof decoded>>) {
  const truePeakDb = 20 * Math.log10(Math.max(truePeak(mix.left), truePeak(mix.right)));
  return checkSound({ track: { loudness: integratedLoudness(mix), truePeakDb }, heard: measureSound(mix), lines: [] });
}
