import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

export type LibraryVideo = Schemas['LibraryVideo'];

/** What of the library is shown. */
export interface LibraryView {
  search: string;
  language?: 'zh-CN' | 'en' | undefined;
  format?: '9x16' | '3x4' | '4x5' | '1x1' | '16x9' | undefined;
  review?: 'approved' | 'rejected' | 'undecided' | undefined;
  /** Id of a folder, or the bin, or all. */
  place: 'all' | 'bin' | (string & {});
}

export function useLibrary({ search, language, format, review, place }: LibraryView) {
  const folder = place === 'all' || place === 'bin' ? undefined : place;
  return useInfiniteQuery({
    queryKey: ['library', { search, language, format, review, place }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(
        api().GET('/api/v1/library', {
          params: {
            query: {
              limit: 60,
              cursor: pageParam,
              language,
              format,
              review,
              folder,
              bin: place === 'bin' ? 'true' : 'false',
              ...(search.trim() === '' ? {} : { search: search.trim() }),
            },
          },
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function useFolders() {
  return useQuery({ queryKey: ['library', 'folders'], queryFn: () => bodyOf(api().GET('/api/v1/video-folders')) });
}

/** Something that changes the library: it is shown anew, and told where it failed. */
export function useArrange<T>(act: (input: T) => Promise<unknown>, onDone?: (input: T) => void) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (_, input) => {
      await queries.invalidateQueries({ queryKey: ['library'] });
      onDone?.(input);
    },
    onError: (error) => message.error(errorText(error)),
  });
}
