import type { Page } from 'playwright-core';

/** What the pages are filled with: made by `fill-studio.ts`. */
export interface Sample {
  talkId: string;
  batchId: string;
  videoId: string;
}

/** A screen that is looked at: where it is, and what is done there before the picture is taken. */
export interface Screen {
  /** Of its file, and of `--only`. */
  name: string;
  path(sample: Sample): string;
  /** What must be there before the picture is taken; the first heading where left out. */
  ready?(page: Page): Promise<unknown>;
  /** Whoever is not signed in sees it. */
  isPublic?: true;
}

const plain = (name: string, path = `/${name}`): Screen => ({ name, path: () => path });

/** Every screen of the studio, in the order of its navigation. A new page gets its line here. */
export const screens: readonly Screen[] = [
  { ...plain('sign-in'), isPublic: true },
  plain('home', '/'),
  plain('talk-new', '/talk'),
  {
    name: 'talk',
    path: ({ talkId }) => `/talk/${talkId}`,
    ready: (page) => page.locator('.talk-batch .film').first().waitFor(),
  },
  plain('batches'),
  plain('new-batch', '/batches/new'),
  {
    name: 'batch',
    path: ({ batchId }) => `/batches/${batchId}`,
    ready: (page) => page.locator('.film').first().waitFor(),
  },
  {
    name: 'video',
    path: ({ batchId, videoId }) => `/batches/${batchId}?video=${videoId}`,
    ready: (page) => page.locator('.video-dialog video').waitFor(),
  },
  { name: 'edit', path: ({ videoId }) => `/videos/${videoId}/edit` },
  plain('library'),
  plain('deliveries'),
  plain('new-delivery', '/deliveries/new'),
  plain('recipes'),
  plain('materials'),
  plain('templates'),
  plain('presenters'),
  plain('voices'),
  plain('model'),
  plain('help'),
  plain('credits'),
  plain('team'),
  plain('notices'),
  plain('account'),
  plain('security'),
  plain('privacy'),
  plain('outbox'),
  plain('output-reports'),
  plain('people'),
  plain('papers'),
  plain('payments'),
  plain('parts'),
  plain('lost', '/nowhere'),
  { ...plain('verify'), isPublic: true },
];
