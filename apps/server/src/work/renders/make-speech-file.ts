import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { providerOf } from '@clipo/batch';
import { labelFile, makeImplicitLabel, rhythmLabel } from '@clipo/label';
import { openSpeech, readSpeechSettings, soundsBefore, speakText } from '@clipo/speech';
import { selectDictionary } from '../../features/dictionary/queries.ts';
import { languageOf, SpeechOrder } from '../../features/renders/wishes.ts';
import type { WorkDeps } from '../work-deps.ts';
import type { MadeFile, Making } from './make-render.ts';

/** A text as a WAV file that begins with the AI mark and carries the implicit label; what is said when is its result. */
export async function makeSpeechFile(
  { db, settings }: Pick<WorkDeps, 'db' | 'settings'>,
  { row, folder, signal, tell }: Making,
): Promise<MadeFile> {
  const { text, voice, rate, ...rest } = SpeechOrder.parse(row.wish);
  const language = languageOf({ text, ...rest });
  const { teamId } = row;
  const dictionary = (await db.asTeam(teamId, (tx) => selectDictionary(tx, teamId)))?.data;
  const speech = openSpeech({ ...readSpeechSettings(settings), cacheDir: join(settings.home, 'cache', 'voice') });
  try {
    let told = Promise.resolve();
    const spoken = await speakText(speech, { text, language, voice, rate, dictionary }, signal, (done, of) => {
      told = told.then(() => tell('rendering', Math.floor((done / of) * 95))).catch(() => undefined);
    });
    await told;
    const bare = join(folder, 'bare.wav');
    const path = join(folder, 'speech.wav');
    const { wav, ...marks } = soundsBefore(spoken, [rhythmLabel(spoken.sampleRate)]);
    await writeFile(bare, wav);
    const { code } = providerOf(settings.CLIPO_PROVIDER_CODE);
    await labelFile(bare, path, makeImplicitLabel({ providerCode: code, produceId: randomUUID() }), { signal });
    return { path, type: 'audio/wav', name: `${row.id}.wav`, result: { language, ...marks } };
  } finally {
    await speech.close();
  }
}
