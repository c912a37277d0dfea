import { ClipoError } from '@clipo/contract';

/** Deeper than any document of ours, and far from what would exhaust a stack. */
const mostDepth = 64;

/**
 * Reads a JSON body. Limits hold before anything is built of it: size while it arrives, depth before it is parsed. Texts
 * that no database keeps (NUL, halves of surrogate pairs) are refused here, wherever they stand.
 * @throws ClipoError `unsupported_type`, `too_large`, `malformed_request`
 */
export async function readJson(request: Request, mostBytes: number): Promise<unknown> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && !/^application\/[\w.-]+\+json$/.test(type)) {
    throw new ClipoError('unsupported_type', `content type ${type}`, {
      details: { type: type === '' ? '(no content type)' : type.slice(0, 100), allowed: 'application/json' },
    });
  }
  const text = decode(await readBytes(request, mostBytes));
  if (depthOf(text) > mostDepth) {
    throw malformed(`the JSON is nested more than ${mostDepth} deep`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed('the body is not JSON', cause);
  }
  refuseBadTexts(value);
  return value;
}

/** A body as text. @throws ClipoError `too_large`, `malformed_request` */
export async function readText(request: Request, mostBytes: number): Promise<string> {
  const text = decode(await readBytes(request, mostBytes));
  refuseBadText(text);
  return text;
}

/** A body's bytes. @throws ClipoError `too_large` as soon as it is */
export async function readBytes(request: Request, mostBytes: number): Promise<Buffer> {
  const tooLarge = () => new ClipoError('too_large', `more than ${mostBytes} bytes`, { details: { most: mostBytes } });
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) {
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) {
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('the body is not UTF-8', cause);
  }
}

/** How deep brackets nest outside texts; stops counting where it is too deep. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let index = 0; index < text.length && deepest <= mostDepth; index += 1) {
    const code = text.charCodeAt(index);
    if (isInText) {
      if (code === 0x5c) {
        index += 1;
      } else if (code === 0x22) {
        isInText = false;
      }
    } else if (code === 0x22) {
      isInText = true;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return deepest;
}

function refuseBadTexts(value: unknown): void {
  if (typeof value === 'string') {
    refuseBadText(value);
  } else if (Array.isArray(value)) {
    value.forEach(refuseBadTexts);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      refuseBadText(key);
      refuseBadTexts(inner);
    }
  }
}

/** Whether a text can be kept. @throws ClipoError `malformed_request` */
export function refuseBadText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw malformed('a text holds a NUL character or half a surrogate pair');
  }
}

export function malformed(problem: string, cause?: unknown): ClipoError {
  return new ClipoError('malformed_request', problem, { details: { problem }, cause });
}
