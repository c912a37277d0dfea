import type { Cast, CastMember } from '@clipo/agent';
import {
  type Brief,
  type Cell,
  type CharacterChoice,
  InputProblems,
  type Language,
  type ManifestVideo,
  namedPresenters,
  nearestOf,
  type Speech,
  type SpokenPhoneme,
} from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { type CharacterCard, listCharacters, presenterVersion } from '@clipo/presenter';
import type { OpenedPerson } from '../people/open-people.ts';

/** One choice of the presenter axis: nobody is seen where `choice` is null. `voices`: those that persons bring along. */
export interface Casting {
  choice: CharacterChoice | null;
  cast: Cast | undefined;
  voices: { speaker: string | undefined; other: string | undefined };
}

/** A person who may be cast, by the name that a brief gives. */
export type CastablePerson = Pick<OpenedPerson, 'name' | 'member' | 'voice'>;

/** What characters wear where the brand has no colours. */
const plainColors = { outfit: '#2B5A6B', accent: '#F2B134' };

/** The choices of the presenter axis, at least one. */
export function castingsOf(
  { presenter, brand }: Pick<Brief, 'presenter' | 'brand'>,
  people: readonly CastablePerson[] = [],
): Casting[] {
  const choices = Array.isArray(presenter) ? presenter : [presenter];
  const voiceOf = (name: string | undefined) => people.find((person) => person.name === name)?.voice;
  return choices.map((given) => {
    const choice = given === null ? null : wholeChoice(given);
    const voices = { speaker: voiceOf(choice?.character), other: voiceOf(choice?.with) };
    return { choice, cast: choice === null ? undefined : castOf(choice, brand, people), voices };
  });
}

/** A drawn presenter in the brand's colours, as one who speaks a video wears them. */
export function drawnMember(character: string, brand: Brief['brand']): CastMember {
  const { outfit, accent } = wornColors(brand);
  return { source: { kind: 'rig', character, outfit, accent }, version: presenterVersion };
}

function wornColors(brand: Brief['brand']): { outfit: string; accent: string } {
  const [outfit = plainColors.outfit, accent = plainColors.accent] = brand?.colors ?? [];
  return { outfit, accent };
}

function wholeChoice(given: string | CharacterChoice): CharacterChoice {
  return typeof given === 'string' ? { character: given, layout: 'corner', shape: 'circle', side: 'right' } : given;
}

function castOf(
  { character, layout, shape, side, with: other }: CharacterChoice,
  brand: Brief['brand'],
  people: readonly CastablePerson[],
): Cast {
  const { outfit, accent } = wornColors(brand);
  const member = (id: string, colors: { outfit: string; accent: string }): CastMember =>
    people.find(({ name }) => name === id)?.member ?? {
      source: { kind: 'rig', character: id, ...colors },
      version: presenterVersion,
    };
  return {
    layout,
    shape,
    side,
    speaker: member(character, { outfit, accent }),
    // Two in one colour would look like one firm's uniform.
    other: other === undefined ? undefined : member(other, { outfit: accent, accent: outfit }),
  };
}

/** Refuses presenters that are not there. `people`: who may be named besides those that are drawn. @throws InputProblems that name the nearest */
export function checkCasting(
  brief: Pick<Brief, 'presenter'>,
  { field = 'presenter', people = [] }: { field?: string; people?: readonly Pick<CastablePerson, 'name'>[] } = {},
): void {
  const known = listCharacters().map(({ id }) => id);
  const problems = namedPresenters(brief, field)
    .filter(([, id]) => !known.includes(id) && people.every(({ name }) => name !== id))
    .map(([at, value]) =>
      inputFault(at, 'rule.unknown_presenter', {
        value,
        nearest: nearestOf(value, known) ?? known[0] ?? '',
        known: known.join(', '),
      }),
    );
  if (problems.length > 0) {
    throw new InputProblems(problems);
  }
}

/** The voices of the voice axis, at least one; a recording is none of them. */
export function voicesOf({ voice }: Pick<Brief, 'voice'>): string[] {
  return Array.isArray(voice) ? voice : typeof voice === 'string' ? [voice] : ['default'];
}

/**
 * The voice of a choice on both axes in a language: `default` is the presenter's own, and who asks in a dialogue always
 * has their own, another one than who answers.
 */
export function voicesFor(
  wanted: string,
  { choice, voices }: Casting,
  language: Language,
): { speaker: string; other: string | undefined } {
  const own = choice === null ? undefined : cardOf(choice.character);
  const theirs = voices.speaker ?? (own && voiceLike(own.voice, language));
  const speaker = wanted === 'default' && theirs !== undefined ? theirs : wanted;
  if (voices.other !== undefined) {
    return { speaker, other: voices.other };
  }
  const asks = choice?.with === undefined ? undefined : (cardOf(choice.with) ?? plainAsker);
  const likely = asks && voiceLike(asks.voice, language);
  const another = asks && (asks.voice === 'female' ? 'soft' : 'warm');
  return { speaker, other: likely === speaker && another !== undefined ? voiceLike(another, language) : likely };
}

/** A person whose voice nobody named asks in one that is easily told from the usual one. */
const plainAsker = { voice: 'male' } as const;

function cardOf(id: string): CharacterCard | undefined {
  return listCharacters().find((card) => card.id === id);
}

/** The built-in voice of a kind. */
function voiceLike(kind: 'female' | 'male' | 'soft' | 'warm', language: Language): string {
  return `espeak:${language === 'zh-CN' ? 'zh' : 'en'}-${kind}`;
}

/**
 * The sounds of a text that one voice tells, at the times at which another says its words: for recordings, which tell
 * none. Both speak the same text, so that word for word the times between are stretched. Pure.
 */
export function lentPhonemes(
  told: Pick<Speech, 'words' | 'phonemes'>,
  heard: Pick<Speech, 'words' | 'sampleCount'>,
): SpokenPhoneme[] {
  const pairs = told.words.flatMap((word) => {
    const same = heard.words.find(({ textStart }) => textStart === word.textStart);
    return same === undefined ? [] : [{ from: word, to: same }];
  });
  return told.phonemes.flatMap((phoneme) => {
    const middle = (phoneme.startSample + phoneme.endSample) / 2;
    const pair = pairs.findLast(({ from }) => from.startSample <= middle) ?? pairs[0];
    if (pair === undefined) {
      return [];
    }
    const { from, to } = pair;
    const stretch = (to.endSample - to.startSample) / Math.max(1, from.endSample - from.startSample);
    const at = (sample: number) =>
      Math.min(
        to.endSample,
        heard.sampleCount,
        Math.max(to.startSample, Math.round(to.startSample + (sample - from.startSample) * stretch)),
      );
    const [startSample, endSample] = [at(phoneme.startSample), at(phoneme.endSample)];
    return endSample > startSample ? [{ ...phoneme, startSample, endSample }] : [];
  });
}

/** Who speaks a video, as the manifest tells it. */
export function presenterOf(
  brief: Pick<Brief, 'voice'>,
  casting: Casting | undefined,
  { voice }: Pick<Cell, 'voice'>,
  language: Language,
): ManifestVideo['presenter'] {
  if (casting === undefined || casting.choice === null) {
    return undefined;
  }
  const { character, layout, with: other } = casting.choice;
  const isRecorded = typeof brief.voice === 'object' && !Array.isArray(brief.voice);
  const { speaker } = voicesFor(voicesOf(brief)[voice - 1] ?? 'default', casting, language);
  return {
    character,
    layout,
    voice: isRecorded ? 'recording' : speaker,
    ...(other === undefined ? {} : { with: other }),
  };
}
