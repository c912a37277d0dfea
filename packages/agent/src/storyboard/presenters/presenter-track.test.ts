import { PresenterTrack } from '@clipo/contract';
import { expect, it } from 'vitest';
import { shippedTemplate } from '../../templates/shipped.ts';
import { composeStoryboard } from '../compose.ts';
import { composeInput, voiceOf } from './compose.fixture.ts';
import { presenterTrack } from './presenter-track.ts';

const about = { language: 'zh-CN', names: ['澄光'], seed: 3 } as const;
const part = { id: 'B01', startFrame: 90, frames: 120, fps: 30 };
const text = '灌好了吗？倒放24小时不漏。';
const line = { role: 'body', section: 'sell', text, voiceFrame: 96, speech: voiceOf(text) } as const;

it('a track begins with its part, its sounds where the voice is heard, its sentences with their moods (C6)', () => {
  const track = presenterTrack([line], part, about);
  expect(() => PresenterTrack.parse(track)).not.toThrow();
  expect(track.sampleCount).toBe(192_000);
  expect(track.phonemes[0]).toEqual({ symbol: 'm', startSample: 9600, endSample: 12_000 });
  expect(track.sentences.map(({ mood }) => mood)).toEqual(['curious', 'happy']);
  expect(track.sentences[1]?.startSample).toBeGreaterThan((track.sentences[0]?.endSample as number) - 1);
  const figure = track.words.find((word) => word.text === '2');
  expect(figure?.stress).toBeGreaterThan(0.8);
});

it('who does not speak has a track of silence, and another one than who does', () => {
  const heard = presenterTrack([], part, about);
  expect([heard.phonemes, heard.sentences]).toEqual([[], []]);
  expect(heard.sampleCount).toBe(192_000);
  expect(presenterTrack([], { ...part, id: 'H01' }, about).seed).not.toBe(heard.seed);
});

it('in a dialogue the other asks the hook, and the presenter answers; tracks go on over the cuts of a part', () => {
  const member = (character: string) => ({
    source: { kind: 'rig', character, outfit: '#1F6F78', accent: '#F2B134' } as const,
    version: '1',
  });
  const template = shippedTemplate('clear');
  const { storyboard } = composeStoryboard(
    composeInput({
      format: '9x16',
      template,
      cast: { layout: 'dialogue', side: 'right', shape: 'circle', speaker: member('lin'), other: member('leo') },
    }),
  );
  let start = 0;
  const places = new Map<string, Set<number>>();
  for (const scene of storyboard.scenes) {
    const people = scene.layers.filter((layer) => layer.kind === 'presenter');
    expect(people).toHaveLength(2);
    for (const person of people) {
      const isLeo = person.source.kind === 'rig' && person.source.character === 'leo';
      expect(person.track.phonemes.length > 0, `${scene.id} ${isLeo}`).toBe(isLeo === (scene.role === 'hook'));
      const key = scene.id.slice(0, 3);
      places.set(key, (places.get(key) ?? new Set()).add(start - person.startFrame));
    }
    start += scene.frames;
  }
  // One beginning a part: no face jumps at a cut.
  expect([...places.values()].map(({ size }) => size)).toEqual([1, 1, 1]);
});
