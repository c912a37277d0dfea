import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio } from './studio.fixture.ts';

const cup = join(import.meta.dirname, '..', 'examples', 'tumbler', 'coffee.png');

let studio: Studio;
beforeAll(async () => {
  studio = await startStudio({ CLIPO_RATE_LIMIT: '0' });
}, 300_000);
afterAll(() => studio.close());

const looks: [string, Look][] = [
  ['a desk, in the light', { language: 'en', width: 1440, height: 900, scheme: 'light' }],
  ['a phone, in the dark', { language: 'en', width: 390, height: 844, scheme: 'dark' }],
];

it.each(looks)(
  'words for a template’s slots and parts of a picture go from the form into the brief, on %s (C2, C5)',
  async (_, look) => {
    const { page, context, complaints } = await studio.open(look);
    await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
    await page.goto(`${studio.url}/batches/new`);
    await page.getByLabel('Name', { exact: true }).fill('Travel mug');
    const points = page.getByRole('combobox', { name: 'Selling points' });
    for (const point of ['The rim is thin', 'Keeps its shape', 'Stands firm']) {
      await points.fill(point);
      await points.press('Enter');
    }
    if ((await page.locator('.material-choice input').count()) === 0) {
      await page.setInputFiles('input[type=file]', cup);
    }
    const chosen = page.locator('.material-choice input');
    await chosen.first().waitFor({ timeout: 60_000 });
    await chosen.first().check();
    // The page is at rest once the picture that came last is shown with its parts.
    await page.locator('.named-parts img').first().waitFor();

    // The form of a template without slots of its own asks for nothing; another's asks for its words alone.
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByTitle('Comparison', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Heading at the left' }).fill('8 am');
    await page.getByRole('textbox', { name: 'Heading at the right' }).fill('6 pm');
    expect(await page.locator('.template-slots input').count()).toBeGreaterThanOrEqual(2);

    await page.getByRole('button', { name: /^Mark parts: / }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Mark a part in the picture' }).click({ position: { x: 60, y: 40 } });
    await dialog.getByRole('textbox', { name: 'Name of part 1' }).fill('rim');
    const point = dialog.getByRole('button', { name: /^Part 1 rim/ });
    const before = await point.boundingBox();
    await point.press('ArrowRight');
    expect((await point.boundingBox())?.x ?? 0).toBeGreaterThan(before?.x ?? Number.POSITIVE_INFINITY);
    expect(await accessFaults(page)).toEqual([]);
    await expectNoSideways(page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.named-parts').getByText('rim').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await expectNoSideways(page);

    // What is sent is what was typed; the service takes it as a brief.
    const sent = page.waitForRequest((request) => request.method() === 'POST' && /\/batches$/.test(request.url()));
    await page.getByRole('button', { name: 'Make them' }).click();
    const { brief } = (await sent).postDataJSON() as {
      brief: { template: string; slots: unknown; materials: { parts?: { name: string; x: number; y: number }[] }[] };
    };
    expect(brief).toMatchObject({ template: 'comparison', slots: { left: '8 am', right: '6 pm' } });
    const [part] = brief.materials[0]?.parts ?? [];
    expect(part?.name).toBe('rim');
    expect([part?.x, part?.y].every((side) => (side ?? -1) > 0 && (side ?? 2) < 1)).toBe(true);
    await page.waitForURL(/\/batches\/bat_/);
    expect(complaints).toEqual([]);
  },
  300_000,
);
