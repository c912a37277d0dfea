/** Stands for the data folder in stored documents: another machine has its own. */
const place = 'clipo-home:';

/** A document as JSON text that is true on every machine: paths in the data folder begin with a sign instead. */
export function portableText(document: unknown, home: string): string {
  return JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(`${home}/`) ? `${place}${value.slice(home.length)}` : value,
  );
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
