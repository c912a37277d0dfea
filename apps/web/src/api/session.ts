import { useSyncExternalStore } from 'react';

/**
 * Who works here: a person with a session (a cookie that scripts can't read), or, on a machine without accounts, the
 * holder of a key. The key stays in this tab alone and is gone with it.
 */
const name = 'clipo.key';
const listeners = new Set<() => void>();

export function keyOfTab(): string | undefined {
  return sessionStorage.getItem(name) ?? undefined;
}

export function keepKey(key: string | undefined): void {
  if (key === undefined) {
    sessionStorage.removeItem(name);
  } else {
    sessionStorage.setItem(name, key);
  }
  for (const listener of listeners) {
    listener();
  }
}

export function useKeyOfTab(): string | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, keyOfTab);
}
