import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The browser that tests open pages in. @throws where none is installed */
export async function findChromium(): Promise<string> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of folders) {
      const path = join(folder, name);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) {
        return path;
      }
    }
  }
  throw new Error('chromium is not installed');
}
