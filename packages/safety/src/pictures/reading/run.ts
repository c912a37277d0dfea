import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text as readText } from 'node:stream/consumers';

/** The model of Chinese; it reads Latin letters and digits too. */
const language = 'chi_sim';
/** A picture that can't be read in this time is not read. */
const patienceMs = 20_000;

/** Runs tesseract; undefined where it is not installed or does not end well. */
async function tesseract(args: readonly string[], input?: Uint8Array): Promise<string | undefined> {
  const child = spawn('tesseract', args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    // One thread: the others belong to whoever waits for videos.
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    signal: AbortSignal.timeout(patienceMs),
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    const [out, [code]] = await Promise.all([readText(child.stdout), once(child, 'close')]);
    return code === 0 ? out : undefined;
  } catch {
    return undefined;
  }
}

let installed: Promise<boolean> | undefined;

/** Whether words in pictures can be read here: tesseract with its model of simplified Chinese. */
export function canReadPictures(): Promise<boolean> {
  installed ??= tesseract(['--list-langs']).then((out) => out?.split(/\s+/).includes(language) === true);
  return installed;
}

/** All that is read on a picture (luma, a byte a point), as tesseract's table; undefined where it could not be read. */
export async function readTable(picture: {
  width: number;
  height: number;
  luma: Uint8Array;
}): Promise<string | undefined> {
  const { width, height, luma } = picture;
  const pgm = Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), luma]);
  // Page segmentation 11: words here and there, in no order.
  return tesseract(['stdin', 'stdout', '-l', language, '--psm', '11', 'tsv'], pgm);
}
