import type { CharacterArt } from '../character.ts';
import { chen } from './chen.ts';
import { leo } from './leo.ts';
import { lin } from './lin.ts';
import { mei } from './mei.ts';
import { noor } from './noor.ts';
import { omar } from './omar.ts';
import { wu } from './wu.ts';
import { zola } from './zola.ts';

/** Everybody, in the order in which they are offered. */
export const cast: readonly CharacterArt[] = [lin, chen, noor, omar, zola, leo, mei, wu];
