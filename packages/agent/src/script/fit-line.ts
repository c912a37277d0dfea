import { ClipoError, type Language, type Speech, type SpeechEngine } from '@clipo/contract';
import { heldPhrase } from './fold-text.ts';
import { breathMs, type Candidate, leastShare } from './line-candidates.ts';

/** The voice that lines are fitted to. */
export interface VoiceDeps {
  speak: SpeechEngine['speak'];
  voice: string;
  signal?: AbortSignal | undefined;
}

/** A candidate that has been spoken and fits. `text` may be shorter than the candidate's. */
export interface FittedLine {
  candidate: Candidate;
  text: string;
  speech: Speech;
  rate: number;
}

/** Rates that still sound like the same speaker. */
const slowest = 0.9;
const fastest = 1.2;
const triesAtNormalRate = 6;
const triesAtAnyRate = 16;

/** Measured over estimated length of the lines spoken so far, so that estimates follow the voice that is really used. */
export interface Pace {
  measuredMs: number;
  estimatedMs: number;
}

/** What a text takes by the pace of this voice. */
function pacedEstimate(candidate: Pick<Candidate, 'estimateMs'>, pace: Pace): number {
  return (candidate.estimateMs * (pace.measuredMs + 4000)) / (pace.estimatedMs + 4000);
}

/**
 * Speaks candidates, best first, until one fits the slot: at most the slot less a breath, at least 55 % of it. If none
 * does at normal speed, the rate gives way (0.9 … 1.2), then words at clause boundaries, then the lower bound.
 * @param signal aborts with `cancelled`
 * @throws ClipoError `voice_failed` where this voice can say none of the candidates in the time
 */
export async function fitLine(
  deps: VoiceDeps,
  drafted: readonly Candidate[],
  slotMs: number,
  language: Language,
  pace: Pace,
): Promise<FittedLine> {
  const speakable = drafted.filter((candidate) => hasSpokenLetters(candidate.text));
  const candidates = speakable.length === 0 ? drafted : speakable;
  const longest = slotMs - breathMs;
  const least = slotMs * leastShare;
  const likely = candidates.filter((candidate) => {
    const ms = pacedEstimate(candidate, pace);
    return ms <= longest * 1.1 && ms >= least * 0.9;
  });
  const others = candidates.filter((candidate) => !likely.includes(candidate));
  const measured: { candidate: Candidate; speech: Speech; ms: number }[] = [];
  for (const candidate of [...likely, ...others].slice(0, likely.length > 2 ? triesAtNormalRate : triesAtAnyRate)) {
    const spoken = await speakText(deps, candidate.text, language, 1);
    pace.measuredMs += spoken.ms;
    pace.estimatedMs += candidate.estimateMs;
    if (isFitting(spoken.ms, slotMs)) {
      return { candidate, text: candidate.text, speech: spoken.speech, rate: 1 };
    }
    measured.push({ candidate, ...spoken });
  }
  for (const { candidate, ms } of measured) {
    const fitted = await atAnotherRate(deps, candidate, candidate.text, ms, slotMs, language);
    if (fitted !== undefined) {
      return fitted;
    }
  }
  for (const { candidate } of measured) {
    for (const text of shortenings(candidate)) {
      const fitted = await fitText(deps, candidate, text, slotMs, language);
      if (fitted !== undefined) {
        return fitted;
      }
    }
  }
  // Estimates may be far out for an odd name: the shortest of the rest may still fit.
  const shortest = candidates.filter((candidate) => !measured.some((tried) => tried.candidate === candidate));
  for (const candidate of shortest.sort((a, b) => a.estimateMs - b.estimateMs).slice(0, triesAtAnyRate)) {
    const fitted = await fitText(deps, candidate, candidate.text, slotMs, language);
    if (fitted !== undefined) {
      return fitted;
    }
  }
  // A line that ends early leaves a pause, which is no fault; one that is too long would be cut off.
  const short = measured.filter(({ ms }) => ms <= longest).sort((a, b) => b.ms - a.ms)[0];
  if (short !== undefined) {
    return { candidate: short.candidate, text: short.candidate.text, speech: short.speech, rate: 1 };
  }
  const nearest = [...measured].sort((a, b) => a.ms - b.ms)[0];
  const problem = `the voice "${deps.voice}" says no line in ${longest} ms${nearest === undefined ? '' : `; the shortest, "${nearest.candidate.text}", takes ${Math.round(nearest.ms)} ms`}`;
  throw new ClipoError('voice_failed', problem, { details: { engine: deps.voice, problem } });
}

/** Whether a text holds hanzi, Latin letters or digits: a line of another script alone has no sound in any of our voices. */
function hasSpokenLetters(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Latin}\p{Nd}]/u.test(text);
}

/** One text in one slot: as it is, else at another rate; undefined where the voice can't say it in the time. */
export async function fitText(
  deps: VoiceDeps,
  candidate: Candidate,
  text: string,
  slotMs: number,
  language: Language,
): Promise<FittedLine | undefined> {
  const spoken = await speakText(deps, text, language, 1);
  return isFitting(spoken.ms, slotMs)
    ? { candidate, text, speech: spoken.speech, rate: 1 }
    : atAnotherRate(deps, candidate, text, spoken.ms, slotMs, language);
}

async function atAnotherRate(
  deps: VoiceDeps,
  candidate: Candidate,
  text: string,
  ms: number,
  slotMs: number,
  language: Language,
): Promise<FittedLine | undefined> {
  const longest = slotMs - breathMs;
  const wanted =
    ms > longest ? Math.ceil((ms / longest) * 20) / 20 : Math.floor((ms / (slotMs * leastShare)) * 20) / 20;
  for (const rate of [wanted, Math.round(wanted * 20 + 1) / 20].filter(
    (value) => value >= slowest && value <= fastest,
  )) {
    const spoken = await speakText(deps, text, language, rate);
    if (isFitting(spoken.ms, slotMs)) {
      return { candidate, text, speech: spoken.speech, rate };
    }
  }
  return undefined;
}

function isFitting(ms: number, slotMs: number): boolean {
  return ms <= slotMs - breathMs && ms >= slotMs * leastShare;
}

async function speakText(deps: VoiceDeps, text: string, language: Language, rate: number) {
  const speech = await deps.speak({ text, language, voice: deps.voice, rate }, deps.signal);
  return { speech, ms: (speech.sampleCount * 1000) / speech.sampleRate };
}

/** The text with clauses taken away at its end or its beginning, longest first; claims and phrases stay whole. */
function shortenings(candidate: Candidate): string[] {
  const clauses =
    candidate.text.match(/[^，。：；,.:;？！?!]+(?:[，。：；？！]|[,.:;?!](?=\s|$)\s*|$|[,.:;?!])/gu) ?? [];
  const cut = clauses.flatMap((_, index) => [
    clauses.slice(0, clauses.length - index - 1).join(''),
    clauses.slice(index + 1).join(''),
  ]);
  return [...new Set(cut.map((text) => closed(text.trim())))]
    .filter((text) => text.length >= 3 && candidate.keeps.every((kept) => heldPhrase(text, [kept]) !== undefined))
    .sort((a, b) => b.length - a.length);
}

function closed(text: string): string {
  const bare = text.replace(/[，、：；,:;\s]+$/u, '');
  return /[。！？.!?]$/u.test(bare) || bare === '' ? bare : `${bare}${/\p{Script=Han}/u.test(bare) ? '。' : '.'}`;
}
