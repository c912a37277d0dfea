/** Values for the placeholders of a message. */
export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * A message with its placeholders filled: `{count}`, and `{count|video|videos}` for a word that goes with a number. A
 * placeholder without a value stays as it is, so that the gap is seen.
 */
export function fill(text: string, values: MessageValues): string {
  return text.replace(/\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}/g, (whole, name: string, one?: string, more?: string) => {
    const value = values[name];
    if (value !== undefined && one !== undefined && more !== undefined) {
      return Number(value) === 1 ? one : more;
    }
    return plain(String(value ?? whole));
  });
}

/**
 * What a file or a brief says, without the characters that drive a terminal or turn the direction of its text: a name
 * must not clear the screen or forge a line. Line breaks and tabs stay: messages of programs have several lines.
 */
function plain(value: string): string {
  return value.replace(
    /(?![\t\n])[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`,
  );
}
