import type { CharTimes } from '../voice-source.ts';
import type { ProgramEvent } from './protocol.ts';

interface Group {
  from: number;
  to: number;
  startMs: number;
  endMs: number;
  phonemes: ProgramEvent[];
}

/**
 * Spreads the engine's events over the characters of its text. The engine merges words that it says as one (`of the`,
 * 不锈): those are cut at their syllables where these are as many as the Han characters, else by length.
 */
export function charTimes(text: string, events: readonly ProgramEvent[], durationMs: number): CharTimes {
  const times = Array.from({ length: text.length }, (): CharTimes[number] => undefined);
  for (const group of groupsOf(text, events, durationMs)) {
    const spoken = indexesOf(text, group);
    const syllables = syllableStarts(group.phonemes);
    const isHan = spoken.every((index) => /\p{Script=Han}/u.test(text[index] ?? ''));
    const starts =
      isHan && syllables.length === spoken.length
        ? [group.startMs, ...syllables.slice(1)]
        : spoken.map((_, order) => group.startMs + ((group.endMs - group.startMs) * order) / spoken.length);
    for (const [order, index] of spoken.entries()) {
      times[index] = { startMs: starts[order] ?? group.startMs, endMs: starts[order + 1] ?? group.endMs };
    }
  }
  return times;
}

function groupsOf(text: string, events: readonly ProgramEvent[], durationMs: number): Group[] {
  const groups: Group[] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (event.kind === 'phoneme') {
      last?.phonemes.push(event);
    } else if (last === undefined || event.position > last.from) {
      groups.push({ from: event.position, to: text.length, startMs: event.timeMs, endMs: durationMs, phonemes: [] });
    }
  }
  for (const [index, group] of groups.entries()) {
    const next = groups[index + 1];
    if (next !== undefined) {
      group.to = next.from;
    }
    // The last sound's end is told by the nameless phoneme after it; what follows is the pause of a mark.
    const lastSound = group.phonemes.findLastIndex((phoneme) => isSound(phoneme));
    const silence = group.phonemes[lastSound + 1];
    group.endMs = Math.min(silence?.timeMs ?? durationMs, next?.startMs ?? durationMs);
    group.startMs = Math.min(group.startMs, group.endMs);
  }
  // What stands before the first event, or lies where none points to, is heard with its neighbour.
  const first = groups[0];
  if (first !== undefined) {
    first.from = 0;
  }
  return groups.filter((group) => indexesOf(text, group).length > 0);
}

function indexesOf(text: string, group: Group): number[] {
  return Array.from({ length: Math.max(0, group.to - group.from) }, (_, offset) => group.from + offset).filter(
    (index) => /[\p{L}]/u.test(text[index] ?? ''),
  );
}

/** `(en)` and `(cmn)` are changes of language, not sounds. */
function isSound(phoneme: ProgramEvent): boolean {
  return phoneme.name !== '' && !phoneme.name.startsWith('(');
}

/** Where syllables begin: at the consonants before each vowel, n and ŋ counted to the vowel before them. */
function syllableStarts(phonemes: readonly ProgramEvent[]): number[] {
  const starts: number[] = [];
  let onset: number | undefined;
  let isAfterVowel = false;
  for (const [index, phoneme] of phonemes.entries()) {
    if (!isSound(phoneme)) {
      continue;
    }
    if (/[aeiouyɑɐəɛɪɔʊʌ]/.test(phoneme.name)) {
      starts.push(onset ?? phoneme.timeMs);
      onset = undefined;
      isAfterVowel = true;
      continue;
    }
    const next = phonemes[index + 1]?.name ?? '';
    const isCoda = isAfterVowel && (phoneme.name === 'ŋ' || (phoneme.name === 'n' && !/[aeiouyɑɐəɛɪɔʊʌ]/.test(next)));
    isAfterVowel = false;
    if (!isCoda) {
      onset ??= phoneme.timeMs;
    }
  }
  return starts;
}
