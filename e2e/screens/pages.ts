import type { Page } from 'playwright-core';

/** What the pages are filled with: made by `fill-studio.ts`. */
export interface Sample {
  talkId: string;
  batchId: string;
  videoId: string;
  recipeId: string;
  deliveryId: string;
  /** What a client opens. */
  sharePath: string;
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

/** Every screen of the studio in the order of its navigation, but those of people and operators (`take-people.ts`). */
export const screens: readonly Screen[] = [
  plain('home', '/'),
  plain('talk-new', '/talk'),
  {
    name: 'talk',
    path: ({ talkId }) => `/talk/${talkId}`,
    ready: (page) => page.locator('.talk-batch .film').first().waitFor(),
  },
  plain('batches'),
  plain('new-batch', '/batches/new'),
  plain('recipes'),
  {
    name: 'matrix',
    path: ({ recipeId }) => `/recipes/${recipeId}`,
    ready: (page) => page.locator('.matrix-cells code').first().waitFor(),
  },
  {
    name: 'batch',
    path: ({ batchId }) => `/batches/${batchId}`,
    ready: (page) => page.locator('.film img').first().waitFor(),
  },
  {
    name: 'compare',
    path: ({ batchId }) => `/batches/${batchId}`,
    ready: async (page) => {
      const boxes = page.locator('.video-card input[type=checkbox]');
      await boxes.nth(0).check();
      await boxes.nth(1).check();
      await page.getByRole('button', { name: /^(对比|Compare)$/ }).click();
      await page.locator('.line-pairs .differs').first().waitFor();
    },
  },
  {
    name: 'video',
    path: ({ batchId, videoId }) => `/batches/${batchId}?video=${videoId}`,
    ready: (page) => page.locator('.video-dialog .scenes li').first().waitFor(),
  },
  {
    name: 'edit',
    path: ({ videoId }) => `/videos/${videoId}/edit`,
    ready: async (page) => {
      await page.locator('.screen canvas[data-frame]').waitFor({ timeout: 120_000 });
      // Small pictures of all scenes come after the large one.
      await page.waitForTimeout(4000);
    },
  },
  {
    name: 'apply',
    path: ({ videoId }) => `/videos/${videoId}/edit`,
    ready: async (page) => {
      await page.locator('#edit-line').fill('出门前，杯子带了吗？');
      await page.locator('.saving.saved').waitFor();
      await page.locator('.editor-head .ant-btn-primary').click();
      await page.locator('.apply input[type=radio]').nth(1).check();
      await page.locator('.apply-changes ins').first().waitFor({ timeout: 120_000 });
    },
  },
  {
    name: 'share',
    path: ({ batchId }) => `/batches/${batchId}`,
    ready: async (page) => {
      await page.getByRole('button', { name: /(分享给客户|Share with a client)$/ }).click();
      await page.locator('.share-rows li').first().waitFor();
    },
  },
  {
    name: 'shared',
    path: ({ sharePath }) => sharePath,
    ready: (page) => page.locator('.overlay').first().waitFor(),
    isPublic: true,
  },
  plain('library'),
  {
    name: 'lineage',
    path: () => '/library',
    ready: async (page) => {
      await page.locator('.video-card .open').first().click();
      await page.locator('.lineage dl').waitFor();
    },
  },
  plain('deliveries'),
  {
    name: 'new-delivery',
    path: ({ batchId }) => `/deliveries/new?batch=${batchId}`,
    ready: async (page) => {
      await page.locator('.channel-row input:not([role])').first().fill('澄光生活');
      await page.locator('.findings').waitFor();
    },
  },
  {
    name: 'delivery',
    path: ({ deliveryId }) => `/deliveries/${deliveryId}`,
    ready: (page) => page.locator('.post-card').first().waitFor(),
  },
  plain('materials'),
  {
    name: 'material',
    path: () => '/materials',
    ready: async (page) => {
      await page.getByRole('button', { name: 'headphones-turn.mp4' }).click();
      await page.locator('.material-whole .shots .cell').first().waitFor();
    },
  },
  {
    ...plain('licensed-library', '/materials?view=licensed'),
    ready: (page) => page.locator('.material img').first().waitFor(),
  },
  {
    name: 'licensed-library-item',
    path: () => '/materials?view=licensed',
    ready: async (page) => {
      await page.locator('.material .open').first().click();
      await page.locator('.material-whole .rights-facts').waitFor();
    },
  },
  { ...plain('music', '/materials?view=shipped'), ready: (page) => page.locator('.music-list li').first().waitFor() },
  plain('templates'),
  {
    name: 'template-look',
    path: () => '/templates',
    ready: async (page) => {
      await page.locator('.gallery button').first().click();
      await page.locator('.ant-modal input').first().fill('澄光随行杯');
      await page
        .locator('.ant-modal .ant-select-selection-search-input, .ant-modal input[role=combobox]')
        .first()
        .fill('单手能开');
      await page.keyboard.press('Enter');
      await page.locator('.ant-modal .ant-btn-primary').click();
      await page.locator('.look-strip img').first().waitFor({ timeout: 240_000 });
    },
  },
  plain('presenters'),
  plain('voices'),
  plain('dictionary'),
  { ...plain('engines'), ready: (page) => page.getByText('HeyGen').first().waitFor() },
  plain('model'),
  plain('help'),
  plain('output-reports'),
  plain('lost', '/nowhere'),
  { ...plain('verify'), isPublic: true },
];
