/** Stands for the data folder in stored documents: another machine has its own. */
const place = 'clipo-home:';

/**
 * A document as JSON text that is true on every machine: paths in the data folder begin with a sign instead. The text is
 * changed after it was made: a replacer would be asked for each of the millions of values of a large batch.
 */
export function portableText(document: unknown, home: string): string {
  const text = JSON.stringify(document);
  const opening = JSON.stringify(`${home}/`).slice(0, -1);
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    // Inside of a text a quote has a backslash before it; one without opens a text.
    if (text.charAt(at - 1) !== '\\') {
      parts.push(text.slice(from, at), `"${place}/`);
      from = at + opening.length;
    }
  }
  return parts.join('') + text.slice(from);
}

/** A stored document with the paths of this machine. */
export function localDocument<T>(document: T, home: string): T {
  return mapStrings(document, (text) =>
    text.startsWith(`${place}/`) ? `${home}${text.slice(place.length)}` : text,
  ) as T;
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map((each) => mapStrings(each, map));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapStrings(each, map)]));
  }
  return value;
}
