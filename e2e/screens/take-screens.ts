import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Look } from '../studio.fixture.ts';
import { startStudio } from '../studio.fixture.ts';
import { fillStudio } from './fill-studio.ts';
import { screens } from './pages.ts';
import { keptLooks, takePicture } from './take-picture.ts';

// Takes the pictures of the pages on which videos are made into docs/screens: `node e2e/screens/take-screens.ts`. `--only
// batch,edit` takes some, `--all` each in both languages and schemes, `--to FOLDER` puts them elsewhere. It starts a service
// of its own and makes a small batch first.
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
    to: { type: 'string', default: join(import.meta.dirname, '..', '..', 'docs', 'screens') },
  },
});
const wanted = options.only?.split(',');
const unknown = wanted?.filter((name) => !screens.some((screen) => screen.name === name)) ?? [];
if (unknown.length > 0) {
  throw new Error(`--only: no screen ${unknown.join(', ')}; there are ${screens.map(({ name }) => name).join(', ')}`);
}
const everyLook: readonly Look[] = keptLooks.flatMap(({ width, height }) =>
  (['zh-CN', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, height, language, scheme })),
  ),
);

const studio = await startStudio();
try {
  const sample = await fillStudio(studio.url, studio.key);
  for (const look of options.all ? everyLook : keptLooks) {
    for (const isPublic of [false, true]) {
      const { page, context, complaints } = await studio.open(look);
      if (!isPublic) {
        await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
      }
      for (const { name, path, ready, isPublic: isOpen = false } of screens) {
        if (isOpen === isPublic && (wanted?.includes(name) ?? true)) {
          const url = `${studio.url}${path(sample)}`;
          await takePicture(page, { url, name, look, to: options.to, ready: ready && (() => ready(page)) });
        }
      }
      for (const complaint of complaints) {
        process.stderr.write(`${look.width} ${look.language} ${look.scheme}: ${complaint}\n`);
      }
      await context.close();
    }
  }
} finally {
  await studio.close();
}
