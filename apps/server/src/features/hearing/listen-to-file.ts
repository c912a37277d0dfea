import { runProgram } from '@clipo/engine';
import type { Listener, Utterance } from './listener.ts';

/** What is heard at most of one file: longer sounds are films, and are heard at their beginning. */
const mostParts = 6;
/** Ogg pages of silence: who has less has no sound. */
const leastBytes = 400;

/**
 * Has somebody write down what a file says, part by part.
 * @returns nothing where it has no sound
 * @throws ClipoError fetch_failed where the engine does not answer; program_failed where the sound can't be decoded; cancelled
 */
export async function listenToFile(listener: Listener, path: string, signal: AbortSignal): Promise<Utterance[]> {
  const said: Utterance[] = [];
  for (let part = 0; part < mostParts; part += 1) {
    const from = part * listener.mostSeconds;
    const sound = await soundOf(path, { from, seconds: listener.mostSeconds }, signal);
    if (sound === undefined) {
      break;
    }
    const heard = await listener.listen(sound, signal);
    said.push(...heard.map(({ atMs, text }) => ({ atMs: from * 1000 + atMs, text })));
  }
  return said;
}

/**
 * What is found in what was said. Words that stand across two utterances are found too: each is read together with the one
 * after it.
 * @param find what stands in words that were said at a time
 * @param placeOf where a finding stands in them, and what it is: the same thing is told once
 */
export function findInSpeech<Found>(
  said: readonly Utterance[],
  find: (atMs: number, text: string) => readonly Found[],
  placeOf: (found: Found) => { start: number; end: number; thing: string },
): Found[] {
  // What was found in the utterance before it reaches so far into this one.
  let known = 0;
  const found = said.flatMap(({ atMs, text }, index) => {
    const next = said[index + 1]?.text ?? '';
    const both = next === '' ? text : `${text} ${next}`;
    const findings = find(atMs, both).filter((each) => {
      const { start } = placeOf(each);
      return start < text.length && start >= known;
    });
    known = Math.max(0, ...findings.map((each) => placeOf(each).end - text.length - 1));
    return findings;
  });
  const things = found.map((each) => placeOf(each).thing);
  return found.filter((_, index) => things.indexOf(things[index] ?? '') === index);
}

/** A stretch of the sound as Opus, one channel; undefined where there is none. */
async function soundOf(
  path: string,
  { from, seconds }: { from: number; seconds: number },
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const cut = ['-protocol_whitelist', 'file,pipe', '-ss', String(from), '-t', String(seconds), '-i', `file:${path}`];
  const made = [
    '-map',
    '0:a:0?',
    '-vn',
    '-sn',
    '-ac',
    '1',
    '-ar',
    '16000',
    '-c:a',
    'libopus',
    '-b:a',
    '24k',
    '-f',
    'ogg',
    'pipe:1',
  ];
  try {
    const sound = await runProgram('ffmpeg', [...cut, ...made], { signal, mostBytes: 32 * 1024 * 1024 });
    return sound.length < leastBytes ? undefined : sound;
  } catch (cause) {
    signal.throwIfAborted();
    if (from > 0 || (await hasNoSound(path, signal))) {
      return undefined;
    }
    throw cause;
  }
}

/** FFmpeg writes no file without a stream; whoever has one that can't be decoded is no such file. */
async function hasNoSound(path: string, signal: AbortSignal): Promise<boolean> {
  const asked = ['-v', 'error', '-select_streams', 'a', '-show_entries', 'stream=index', '-of', 'csv=p=0'];
  const streams = await runProgram('ffprobe', [...asked, `file:${path}`], { signal, mostBytes: 65_536 });
  return streams.toString('utf8').trim() === '';
}
