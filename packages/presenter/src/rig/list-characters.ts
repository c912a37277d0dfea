import { cast } from './cast/cast.ts';
import type { CharacterCard } from './character.ts';

/** The presenters that come with Clipo, drawn for it: nobody's likeness, for any use. */
export function listCharacters(): readonly CharacterCard[] {
  return cast.map(({ card }) => card);
}
