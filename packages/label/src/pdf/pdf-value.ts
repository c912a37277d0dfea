/** Nesting beyond this is a trap. */
const mostDepth = 64;

/** A dictionary's entries as they are written, in order, and where it ends. */
export interface PdfDictionary {
  entries: [name: string, raw: string][];
  end: number;
}

/** Reads a dictionary that begins at `at` (past white space); undefined where there is none. Never throws. */
export function readDictionary(text: string, at: number): PdfDictionary | undefined {
  let from = skipSpace(text, at);
  if (!text.startsWith('<<', from)) {
    return undefined;
  }
  from += 2;
  const entries: [string, string][] = [];
  for (;;) {
    from = skipSpace(text, from);
    if (text.startsWith('>>', from)) {
      return { entries, end: from + 2 };
    }
    const name = /^\/([^\s()<>[\]{}/%]{0,200})/.exec(text.slice(from, from + 202))?.[1];
    if (name === undefined) {
      return undefined;
    }
    const start = skipSpace(text, from + 1 + name.length);
    const end = endOfValue(text, start, 0);
    if (end === undefined) {
      return undefined;
    }
    entries.push([name, text.slice(start, end)]);
    from = end;
  }
}

/** What a string (literal or hexadecimal) says; undefined for anything else. */
export function stringOf(raw: string): string | undefined {
  const bytes = raw.startsWith('(') ? literalBytes(raw) : raw.startsWith('<') ? hexBytes(raw) : undefined;
  if (bytes === undefined) {
    return undefined;
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  }
  return new TextDecoder().decode(bytes);
}

/** Writes ASCII text as a literal string. */
export function literalOf(text: string): string {
  return `(${text.replace(/[\\()]/g, (character) => `\\${character}`)})`;
}

function skipSpace(text: string, at: number): number {
  let from = at;
  for (;;) {
    while (from < text.length && ' \t\r\n\f\0'.includes(text.charAt(from))) {
      from++;
    }
    if (text[from] !== '%') {
      return from;
    }
    while (from < text.length && text[from] !== '\n' && text[from] !== '\r') {
      from++;
    }
  }
}

function endOfValue(text: string, at: number, depth: number): number | undefined {
  if (depth > mostDepth || at >= text.length) {
    return undefined;
  }
  if (text.startsWith('<<', at)) {
    return endOfList(text, at + 2, '>>', depth);
  }
  const first = text.charAt(at);
  if (first === '[') {
    return endOfList(text, at + 1, ']', depth);
  }
  if (first === '(') {
    return endOfLiteral(text, at);
  }
  if (first === '<') {
    const end = text.indexOf('>', at);
    return end < 0 ? undefined : end + 1;
  }
  const reference = /^\d{1,10}\s{1,8}\d{1,5}\s{1,8}R(?![^\s()<>[\]{}/%])/.exec(text.slice(at, at + 40))?.[0];
  const plain = reference ?? /^\/?[^\s()<>[\]{}/%]{1,4000}/.exec(text.slice(at, at + 4001))?.[0];
  return plain === undefined ? undefined : at + plain.length;
}

function endOfList(text: string, at: number, closing: string, depth: number): number | undefined {
  let from = skipSpace(text, at);
  while (!text.startsWith(closing, from)) {
    const end = endOfValue(text, from, depth + 1);
    if (end === undefined) {
      return undefined;
    }
    from = skipSpace(text, end);
  }
  return from + closing.length;
}

function endOfLiteral(text: string, at: number): number | undefined {
  let open = 0;
  for (let from = at; from < text.length; from++) {
    const character = text[from];
    if (character === '\\') {
      from++;
    } else if (character === '(') {
      open++;
    } else if (character === ')') {
      open--;
      if (open === 0) {
        return from + 1;
      }
    }
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function literalBytes(raw: string): Uint8Array {
  const plain = raw
    .slice(1, -1)
    .replace(/\\([0-7]{1,3}|\r\n|[\s\S])/g, (_, one: string) =>
      /^[0-7]/.test(one)
        ? String.fromCharCode(Number.parseInt(one, 8) & 255)
        : /^[\r\n]/.test(one)
          ? ''
          : (escapes[one] ?? one),
    );
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function hexBytes(raw: string): Uint8Array {
  const digits = raw.replace(/[^0-9a-fA-F]/g, '');
  return new Uint8Array(Buffer.from(digits.length % 2 === 1 ? `${digits}0` : digits, 'hex'));
}
