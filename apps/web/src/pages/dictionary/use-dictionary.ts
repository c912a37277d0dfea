import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../api/client.ts';

export type Dictionary = Schemas['NewDictionary'];
export type Readings = Dictionary['words'][string];
export type Tongue = 'zh-CN' | 'en';
export const tongues: readonly Tongue[] = ['zh-CN', 'en'];

const dictionaryKey = ['dictionary'] as const;

/** How the team's words are said. */
export function useDictionary() {
  return useQuery({ queryKey: dictionaryKey, queryFn: () => bodyOf(api().GET('/api/v1/dictionary')) });
}

/** Keeps other words, signed by somebody today; without any, the dictionary is taken away. */
export function useKeepDictionary(onKept: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ words, by }: { words: Dictionary['words']; by: string }): Promise<void> => {
      if (Object.keys(words).length === 0) {
        await bodyOf(api().DELETE('/api/v1/dictionary'));
        return;
      }
      const signedOff = { by, on: new Date().toISOString().slice(0, 10) };
      await bodyOf(api().PUT('/api/v1/dictionary', { body: { signedOff, words } }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: dictionaryKey });
      onKept();
    },
  });
}

/** A reading as it is shown. */
export function readingText(reading: Readings[Tongue]): string | undefined {
  if (reading === undefined) {
    return undefined;
  }
  if ('pinyin' in reading) {
    return reading.pinyin;
  }
  return 'ipa' in reading ? `/${reading.ipa}/` : reading.say;
}
