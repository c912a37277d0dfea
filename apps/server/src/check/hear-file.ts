import { runProgram } from '@clipo/engine';
import type { Settings } from '../env.ts';
import type { Listener, Utterance } from '../features/hearing/listener.ts';
import type { Looked } from './check.ts';
import type { Finding } from './verdict.ts';
import { findingsInMedia } from './words-in-media.ts';

/** What is heard at most of one file: longer sounds are films, and are heard at their beginning. */
const mostParts = 6;
/** Ogg pages of silence: who has less has no sound. */
const leastBytes = 400;

/**
 * Has somebody listen to what a file says, and checks it as words are checked. An engine that does not answer leaves the
 * file to a person, or to the other checks, as the service is set (`CLIPO_MODERATION_DOWN`).
 */
export async function hearFile(
  listener: Listener | undefined,
  { path, mediaType }: { path: string; mediaType: string },
  { whenDown, signal }: { whenDown: Settings['CLIPO_MODERATION_DOWN']; signal: AbortSignal },
): Promise<Looked> {
  const [kind] = mediaType.split('/');
  if (listener === undefined || (kind !== 'audio' && kind !== 'video')) {
    return { rules: [], findings: [] };
  }
  const rules = [listener.name];
  const said: Utterance[] = [];
  try {
    for (let part = 0; part < mostParts; part += 1) {
      const from = part * listener.mostSeconds;
      const sound = await soundOf(path, { from, seconds: listener.mostSeconds }, signal);
      if (sound === undefined) {
        break;
      }
      const heard = await listener.listen(sound, signal);
      said.push(...heard.map(({ atMs, text }) => ({ atMs: from * 1000 + atMs, text })));
    }
  } catch (cause) {
    signal.throwIfAborted();
    return whenDown === 'pass'
      ? { rules, findings: [] }
      : { rules, findings: [unheard(listener.name, cause as Error)] };
  }
  return { rules, findings: findingsOf(said) };
}

/** Words that stand across two utterances are found too: each is read together with the one after it. */
function findingsOf(said: readonly Utterance[]): Finding[] {
  // What was found in the utterance before it reaches so far into this one.
  let known = 0;
  const found = said.flatMap(({ atMs, text }, index) => {
    const next = said[index + 1]?.text ?? '';
    const both = next === '' ? text : `${text} ${next}`;
    const findings = findingsInMedia(`sound@${atMs}`, both).filter(
      ({ start }) => start < text.length && start >= known,
    );
    known = Math.max(0, ...findings.map(({ end }) => end - text.length - 1));
    return findings;
  });
  return found.filter(
    ({ rule, term }, index) => found.findIndex((other) => other.rule === rule && other.term === term) === index,
  );
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

function unheard(by: string, { message }: Error): Finding {
  return {
    field: 'sound@0',
    start: 0,
    end: 0,
    term: '',
    rule: `${by}_unanswered`.toLowerCase(),
    category: 'unlawful',
    severity: 'review',
    why: `${by}: ${message.slice(0, 200)}`,
    suggestion: '等待人工审核 / wait for a reviewer',
    rewrite: null,
    by,
  };
}
