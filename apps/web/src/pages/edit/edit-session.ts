import type { StoryboardEdits } from '@clipo/contract';
import { editsOfEntries, entriesOfEdits } from '@clipo/engine/browser';
import { createParser } from 'eventsource-parser';
import { applyUpdate, Doc, mergeUpdates, type Text, UndoManager } from 'yjs';
import { type Desk, fromBase64, ownHeaders, sendUpdate, toBase64 } from './edit-api.ts';

/** How far what was changed here has come. */
export type Saving = 'saved' | 'saving' | 'offline';

/** What an editing page shows of the shared document, and who else works on it. */
export interface SessionView {
  edits: StoryboardEdits;
  saving: Saving;
  canUndo: boolean;
  canRedo: boolean;
  /** Changes each time that the service has kept something. */
  kept: number;
  /** When somebody else changed something last; 0 where nobody did. */
  othersAt: number;
}

/** The shared document of one video's edits: changed here, kept on the service, followed by all who have it open. */
export interface EditSession {
  view(): SessionView;
  subscribe(listener: () => void): () => void;
  /** Sets a value (`captions/look`, `scene/<id>/frames` …); undefined takes the edit back. */
  set(key: string, value: unknown): void;
  /** Writes a line; only the letters that differ are touched, so that two may type in one line. */
  write(lineId: string, text: string): void;
  /** Makes the document hold these edits and no others: an older version. */
  restore(edits: StoryboardEdits): void;
  undo(): void;
  redo(): void;
  close(): void;
}

const mine = 'mine';
const service = 'service';
/** Letters that are typed together go together. */
const sendAfterMs = 300;
const againMs = 1500;
/** The service says every quarter of a minute that it is there; a line that is silent for this long is dead. */
const silentMs = 40_000;

export function openSession(desk: Desk): EditSession {
  const document = new Doc();
  const entries = document.getMap<unknown>('entries');
  const texts = document.getMap<Text>('lines');
  const stash = `clipo.edit.${desk.id}`;
  const listeners = new Set<() => void>();
  const stop = new AbortController();
  let pending: Uint8Array | undefined;
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = desk.lastUpdate;

  applyUpdate(document, fromBase64(desk.update), service);
  const undoing = new UndoManager([entries, texts], { trackedOrigins: new Set([mine]), captureTimeout: 700 });
  let view: SessionView = {
    edits: readEdits(),
    saving: 'saved',
    canUndo: false,
    canRedo: false,
    kept: last,
    othersAt: 0,
  };

  function readEdits(): StoryboardEdits {
    const changed = desk.lines.flatMap(({ id, text }) => {
      const now = texts.get(id)?.toString().trim() ?? text;
      return now === '' || now === text ? [] : [[id, now] as const];
    });
    return editsOfEntries(entries.toJSON(), Object.fromEntries(changed));
  }
  const show = (change: Partial<SessionView>) => {
    view = { ...view, canUndo: undoing.canUndo(), canRedo: undoing.canRedo(), ...change };
    for (const listener of listeners) {
      listener();
    }
  };
  const send = async () => {
    clearTimeout(timer);
    if (sending || pending === undefined || stop.signal.aborted) {
      return;
    }
    sending = true;
    const update = pending;
    pending = undefined;
    try {
      const { id } = await sendUpdate(desk.id, update);
      if (pending === undefined) {
        localStorage.removeItem(stash);
      }
      show({ saving: pending === undefined ? 'saved' : 'saving', kept: id });
    } catch {
      // Kept here until the service can be reached; what came meanwhile goes with it.
      pending = pending === undefined ? update : mergeUpdates([update, pending]);
      show({ saving: 'offline' });
      timer = setTimeout(() => void send(), againMs);
    } finally {
      sending = false;
    }
    if (pending !== undefined && view.saving !== 'offline') {
      void send();
    }
  };
  document.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== service) {
      pending = pending === undefined ? update : mergeUpdates([pending, update]);
      // What could not be sent outlives the page.
      localStorage.setItem(stash, toBase64(pending));
      clearTimeout(timer);
      timer = setTimeout(() => void send(), sendAfterMs);
    }
    show({ edits: readEdits(), ...(origin === service ? { othersAt: Date.now() } : {}) });
    if (origin !== service && view.saving === 'saved') {
      show({ saving: 'saving' });
    }
  });
  const kept = localStorage.getItem(stash);
  if (kept !== null) {
    applyUpdate(document, fromBase64(kept), 'stash');
  }

  let line = new AbortController();
  const hangUp = () => line.abort();
  const follow = async () => {
    while (!stop.signal.aborted) {
      line = new AbortController();
      let silence = setTimeout(hangUp, silentMs);
      try {
        const answer = await fetch(`/api/v1/videos/${desk.id}/edit/updates?after=${last}`, {
          headers: ownHeaders(),
          signal: AbortSignal.any([stop.signal, line.signal]),
        });
        const parser = createParser({
          onEvent: ({ id, data }) => {
            last = Number(id ?? last);
            const { update } = JSON.parse(data) as { update: string };
            applyUpdate(document, fromBase64(update), service);
          },
        });
        const decoder = new TextDecoder();
        void send();
        for await (const chunk of answer.body ?? []) {
          clearTimeout(silence);
          silence = setTimeout(hangUp, silentMs);
          parser.feed(decoder.decode(chunk, { stream: true }));
        }
      } catch {
        // Asked again below, from the last update that came.
      } finally {
        clearTimeout(silence);
      }
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  };
  void follow();
  const wake = () => {
    // What came before the network was gone is not worth waiting for.
    hangUp();
    void send();
  };
  addEventListener('online', wake);

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(key, value) {
      document.transact(() => {
        if (value === undefined) {
          entries.delete(key);
        } else {
          entries.set(key, value);
        }
      }, mine);
    },
    write(lineId, text) {
      const shared = texts.get(lineId);
      if (shared !== undefined) {
        document.transact(() => writeText(shared, text), mine);
      }
    },
    restore(edits) {
      const wanted = entriesOfEdits(edits);
      document.transact(() => {
        for (const key of [...entries.keys()].filter((known) => wanted[known] === undefined)) {
          entries.delete(key);
        }
        for (const [key, value] of Object.entries(wanted)) {
          entries.set(key, value);
        }
        for (const { id, text } of desk.lines) {
          const shared = texts.get(id);
          if (shared !== undefined) {
            writeText(shared, edits.lines[id] ?? text);
          }
        }
      }, mine);
    },
    undo: () => void undoing.undo(),
    redo: () => void undoing.redo(),
    close() {
      void send();
      stop.abort();
      clearTimeout(timer);
      removeEventListener('online', wake);
      document.destroy();
    },
  };
}

/** Changes only what differs: the letters between the beginning and the end that stayed. */
function writeText(shared: Text, text: string): void {
  const old = shared.toString();
  let from = 0;
  while (from < old.length && from < text.length && old[from] === text[from]) {
    from += 1;
  }
  let tail = 0;
  while (tail < old.length - from && tail < text.length - from && old.at(-1 - tail) === text.at(-1 - tail)) {
    tail += 1;
  }
  if (old.length - tail > from) {
    shared.delete(from, old.length - tail - from);
  }
  if (text.length - tail > from) {
    shared.insert(from, text.slice(from, text.length - tail));
  }
}
