import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text as readText } from 'node:stream/consumers';

/** The model of Chinese; it reads the letters AI too. */
const language = 'chi_sim';
/** A picture that can't be read in this time is not read. */
const patienceMs = 20_000;

/** Runs tesseract; undefined where it is not installed or does not end well. */
async function tesseract(args: readonly string[], input: Uint8Array | undefined, signal?: AbortSignal) {
  // One thread: the others belong to whoever waits for videos.
  const child = spawn('tesseract', args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    signal: AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal === undefined ? [] : [signal])]),
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

/** Whether pictures can be read here: tesseract with its model of simplified Chinese. */
export function canReadPictures(): Promise<boolean> {
  installed ??= tesseract(['--list-langs'], undefined).then((out) => out?.split(/\s+/).includes(language) === true);
  return installed;
}

/** The words in a picture (luma, a byte a sample), wherever they stand; undefined where it could not be read. */
export async function readWords(
  { width, height, luma }: { width: number; height: number; luma: Uint8Array },
  signal?: AbortSignal,
): Promise<string | undefined> {
  const picture = Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), luma]);
  // Page segmentation 11: some words here and there, in no order.
  return tesseract(['stdin', 'stdout', '-l', language, '--psm', '11'], picture, signal);
}
