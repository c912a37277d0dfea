import type { Storyboard } from '@clipo/contract';
import {
  createBrowserCanvas,
  createBrowserMedia,
  createBrowserPresenters,
  createCompositor,
  loadFont,
  loadOwnFonts,
  openPreview,
  type Preview,
  type RenderSettings,
} from '@clipo/engine/browser';
import wasmUrl from '@clipo/engine/compositor.wasm?url';
import { createDrawnPresenters } from '@clipo/presenter/drawn';
import type { PreviewAnswer, PreviewRequest } from './preview-messages.ts';

// The thread that composes: the page stays free for hands and eyes. It draws one frame at a time, always the newest wanted.
const scope = self as unknown as {
  fonts: FontFaceSet;
  postMessage(answer: PreviewAnswer, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<PreviewRequest>) => void) | null;
  requestAnimationFrame(act: () => void): number;
};

type Asked<K extends PreviewRequest['kind']> = Extract<PreviewRequest, { kind: K }>;

let canvas: OffscreenCanvas | undefined;
let headers: Record<string, string> = {};
let deps: ReturnType<typeof openDeps> | undefined;
let next: Asked<'storyboard'> | undefined;
let wanted: number | undefined;
let thumbs: Asked<'thumbs'> | undefined;
let preview: Preview | undefined;
let shown: Asked<'storyboard'> | undefined;
let isWorking = false;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'start':
      ({ canvas, headers } = data);
      deps = openDeps(data);
      break;
    case 'storyboard':
      next = data;
      break;
    case 'frame':
      wanted = data.index;
      break;
    case 'thumbs':
      thumbs = data;
      break;
  }
  void work();
};

async function openDeps({ materials, address, fonts }: Asked<'start'>) {
  const wasm = await (await fetch(wasmUrl)).arrayBuffer();
  const compositor = await createCompositor(wasm);
  const fetchFile = async (path: string, body?: object) => {
    const json = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
    const answer = await fetch(path, body === undefined ? { headers } : { ...json, body: JSON.stringify(body) });
    if (!answer.ok) {
      throw new Error(`${answer.status}`);
    }
    return answer.blob();
  };
  const faces = fonts.map(async (id) => (await fetchFile(`${address}/files/font-${id}`)).arrayBuffer());
  const canvasPort = createBrowserCanvas(await loadOwnFonts(scope.fonts, await Promise.all(faces)));
  return {
    compositor,
    canvas: canvasPort,
    media: createBrowserMedia({ compositor, canvas: canvasPort, fetchFile }),
    presenters: createBrowserPresenters({
      drawn: createDrawnPresenters(canvasPort),
      fetchFilm: (request) => fetchFile(`${address}/person`, request),
    }),
    materials: new Map(materials.map((material) => [material.id, material])),
  };
}

async function work(): Promise<void> {
  if (isWorking || deps === undefined) {
    return;
  }
  isWorking = true;
  try {
    while (next !== undefined || (wanted !== undefined && preview !== undefined) || thumbs !== undefined) {
      if (next !== undefined) {
        await show(next);
      } else if (wanted !== undefined && preview !== undefined) {
        const index = wanted;
        wanted = undefined;
        await draw(preview, index);
      } else if (thumbs !== undefined) {
        await drawThumb(thumbs);
      }
    }
  } catch (cause) {
    scope.postMessage({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
  } finally {
    isWorking = false;
  }
}

async function show(asked: Asked<'storyboard'>): Promise<void> {
  next = undefined;
  const ready = await (deps as NonNullable<typeof deps>);
  await loadLetters(asked.storyboard, asked.settings);
  await preview?.close();
  preview = undefined;
  preview = openPreview(asked, ready);
  shown = asked;
  const { size, frames } = preview;
  if (canvas !== undefined && (canvas.width !== size.width || canvas.height !== size.height)) {
    [canvas.width, canvas.height] = [size.width, size.height];
  }
  scope.postMessage({ kind: 'size', ...size, frames });
}

async function draw(from: Preview, index: number): Promise<void> {
  const started = performance.now();
  const bytes = await from.frame(index);
  const frame = frameOf(bytes, from);
  canvas?.getContext('2d', { alpha: false })?.drawImage(frame, 0, 0);
  frame.close();
  scope.postMessage({ kind: 'drawn', index, ms: performance.now() - started });
}

async function drawThumb(asked: Asked<'thumbs'>): Promise<void> {
  const [index, ...rest] = asked.frames;
  thumbs = rest.length === 0 ? undefined : { ...asked, frames: rest };
  if (index === undefined || shown === undefined) {
    thumbs = undefined;
    return;
  }
  // What was drawn on the large canvas is seen once this thread rests: whoever sought a place does not wait for small pictures.
  await new Promise<void>((done) => scope.requestAnimationFrame(done));
  const small = openPreview({ ...shown, shortSide: asked.shortSide }, await (deps as NonNullable<typeof deps>));
  try {
    const frame = frameOf(await small.frame(index), small);
    const picture = await createImageBitmap(frame);
    frame.close();
    scope.postMessage({ kind: 'thumb', frame: index, picture }, [picture]);
  } finally {
    await small.close();
  }
}

function frameOf(bytes: Uint8Array, { size }: Preview): VideoFrame {
  return new VideoFrame(bytes as Uint8Array<ArrayBuffer>, {
    format: 'I420',
    codedWidth: size.width,
    codedHeight: size.height,
    timestamp: 0,
    colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
  });
}

const latin = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
const known = { regular: new Set<string>(), bold: new Set<string>() };

/** Fetches the letters of all texts that are new: a face of the whole script would be forty megabytes. */
async function loadLetters(storyboard: Storyboard, { label }: RenderSettings): Promise<void> {
  const text = `${latin}’‘“”…·—–¥€£%×°\u200a${JSON.stringify(storyboard.scenes)}${label?.text ?? ''}`;
  await Promise.all(
    (['regular', 'bold'] as const).map(async (weight) => {
      const letters = [...new Set(text)].filter((letter) => letter >= ' ' && !known[weight].has(letter)).join('');
      if (letters === '') {
        return;
      }
      const answer = await fetch('/api/v1/preview/fonts', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ weight, letters }),
      });
      if (answer.ok) {
        await loadFont(scope.fonts, { bytes: await answer.arrayBuffer(), isBold: weight === 'bold', letters });
        for (const letter of letters) {
          known[weight].add(letter);
        }
      }
    }),
  );
}
