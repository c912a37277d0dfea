import type { ReactNode } from 'react';

/** An address of a page: whole, or from the root of this site. */
const address = /(?:https?:\/\/[\w.-]+(?::\d+)?|(?<=^|\s))\/[a-z][\w\-/]*(?:[?#][\w\-.=&%]*\w)?/g;

/** A text in which addresses of this site can be followed; those of others are shown as they stand. */
export function LinkedText({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const { origin, pathname, hash, search } = new URL(found, location.href);
    if (origin === location.origin) {
      parts.push(
        text.slice(from, index),
        <a key={index} href={`${pathname}${search}${hash}`}>
          {pathname}
        </a>,
      );
      from = index + found.length;
    }
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
