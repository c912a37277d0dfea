import { listenTo } from '../../db/listen.ts';
import { eventChannel } from './queries.ts';

/** Tells when a team has new events. One connection listens for all who wait in this process. */
export interface News {
  /** Calls `onNews` whenever the team may have new events, until the answer is called. */
  follow(teamId: string, onNews: () => void): () => void;
  close(): Promise<void>;
}

export function openNews(url: string): News {
  const followers = new Map<string, Set<() => void>>();
  const tell = (all: Iterable<() => void>) => {
    for (const onNews of all) {
      onNews();
    }
  };
  const listening = listenTo(url, eventChannel, {
    onNotice: (teamId) => tell(followers.get(teamId) ?? []),
    // What was told while nobody listened.
    onGap: () => tell([...followers.values()].flatMap((own) => [...own])),
  });
  return {
    follow(teamId, onNews) {
      const own = followers.get(teamId) ?? new Set();
      own.add(onNews);
      followers.set(teamId, own);
      return () => {
        own.delete(onNews);
        if (own.size === 0) {
          followers.delete(teamId);
        }
      };
    },
    close: listening.close,
  };
}
