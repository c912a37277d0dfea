import { Dictionary, Language } from '@clipo/contract';
import { dictionaryRules } from '@clipo/speech';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { makeSpeech, speechFormats } from '../speech/make-speech.ts';
import { type DictionaryRow, deleteDictionary, saveDictionary, selectDictionary } from './queries.ts';

const path = '/api/v1/dictionary';
const tag = 'Dictionary';

const KeptDictionary = named(
  'KeptDictionary',
  z.strictObject({
    dictionary: Dictionary.nullable().describe('Null where the team has said nothing'),
    updatedAt: z.iso.datetime().nullable(),
  }),
);
const PronunciationTrial = named(
  'PronunciationTrial',
  z.strictObject({
    text: z.string().trim().min(1).max(300),
    language: Language,
    voice: z.string().min(1).max(100).default('default').describe('An id of `/api/v1/voices`, or `default`'),
    words: Dictionary.shape.words.describe('Readings that are tried, instead of those that are kept'),
  }),
);

/** Adds the routes of a team's dictionary: how words are said that no engine can know. */
export function addDictionaryRoutes(app: Api, deps: Pick<Deps, 'db' | 'speech' | 'settings'>): void {
  const { db } = deps;
  addRoute(
    app,
    {
      id: 'getDictionary',
      method: 'get',
      path,
      tag,
      summary: "How the team's own names and other words are said",
      scope: 'read',
      answer: KeptDictionary,
    },
    async ({ actor: { teamId } }) => view(await db.asTeam(teamId, (tx) => selectDictionary(tx, teamId))),
  );
  addRoute(
    app,
    {
      id: 'replaceDictionary',
      method: 'put',
      path,
      tag,
      summary: 'Replace the dictionary: what is made from now on is said by it. Whoever heard it signs it',
      scope: 'write',
      body: named('NewDictionary', Dictionary),
      answer: KeptDictionary,
      errors: ['content_rejected'],
    },
    async ({ actor: { teamId }, body }) => {
      assertWords({ words: body.words, names: Object.keys(body.words), by: body.signedOff.by });
      // What only making the rules finds, such as a syllable that Chinese does not have, is told now.
      dictionaryRules(body);
      return view(await db.asTeam(teamId, (tx) => saveDictionary(tx, teamId, body)));
    },
  );
  addRoute(
    app,
    {
      id: 'deleteDictionary',
      method: 'delete',
      path,
      tag,
      summary: 'Take the dictionary away: words are said as each voice says them',
      scope: 'write',
      status: 204,
    },
    async ({ actor: { teamId } }) => {
      await db.asTeam(teamId, (tx) => deleteDictionary(tx, teamId));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'tryPronunciation',
      method: 'post',
      path: `${path}/try`,
      tag,
      summary: 'Hear a text with readings that are not kept yet',
      scope: 'make',
      body: PronunciationTrial,
      rawAnswer: {
        types: [speechFormats.wav.type],
        description: 'The sound, with the AI label at its beginning and in its metadata',
      },
      errors: ['content_rejected', 'voice_failed'],
    },
    async ({ body: { text, language, voice, words }, c }) => {
      assertWords({ words, names: Object.keys(words) });
      const dictionary = { signedOff: { by: 'a trial', on: '2026-01-01' }, words };
      const wish = { text, language, voice, rate: 1, format: 'wav', dictionary } as const;
      const sound = await makeSpeech(deps, wish, c.req.raw.signal);
      return new Response(new Uint8Array(sound), { headers: { 'content-type': speechFormats.wav.type } });
    },
  );
}

function view(row: DictionaryRow | undefined): z.input<typeof KeptDictionary> {
  return { dictionary: row?.data ?? null, updatedAt: row?.updatedAt.toISOString() ?? null };
}
