import { ClipoError, type Language, nearestOf, type VoiceInfo } from '@clipo/contract';

/** The fault of a voice that is not there for a language, with the nearest that is. */
export function unknownVoice(voice: string, language: Language, known: readonly VoiceInfo[]): ClipoError {
  const ids = known.filter(({ languages }) => languages.includes(language)).map(({ id }) => id);
  const nearest = nearestOf(voice, [...ids, 'default']) ?? ids[0] ?? 'default';
  const problem = `no voice "${voice}" for ${language}; did you mean "${nearest}"? Known: default, ${ids.join(', ')}`;
  return new ClipoError('invalid_input', `voice: ${problem}`, { details: { field: 'voice', problem, nearest } });
}
