import type { Page } from 'playwright-core';

/** A hand that looks for something: one and a half heights of a window a second; and one that flings the list away. */
const hands = [
  { px: 120, everyMs: 80, steps: 100 },
  { px: 400, everyMs: 50, steps: 120 },
] as const;

/** How a long list moves under a hand, whichever of the two is worse. */
export interface ScrolledList {
  longestTaskMs: number;
  /** Tasks over 50 ms, of both. */
  tasks: number;
}

/** Scrolls a page whose list is there by a wheel, slowly and then fast; the pointer stands over the list. */
export async function scrollList(page: Page): Promise<ScrolledList> {
  await page.evaluate(() => {
    const scope = Object.assign(globalThis as unknown as { tasks: number[] }, { tasks: [] as number[] });
    new PerformanceObserver((list) => scope.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  await page.mouse.move(900, 600);
  for (const { px, everyMs, steps } of hands) {
    for (let step = 0; step < steps; step++) {
      await page.mouse.wheel(0, px);
      await page.waitForTimeout(everyMs);
    }
  }
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  return { longestTaskMs: Math.round(Math.max(0, ...tasks)), tasks: tasks.length };
}
