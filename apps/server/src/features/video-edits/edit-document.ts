import { ClipoError, type StoryboardEdits, type StoryboardLine } from '@clipo/contract';
import { editsOfEntries, entriesOfEdits } from '@clipo/engine';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, Text } from 'yjs';

// The shared document of a video's edits: `entries`, one for each value, and `lines`, a text for each line. It begins on the
// server with all lines in it, so that two people who type in one line type in the same text.

const entriesOf = (document: Doc) => document.getMap<unknown>('entries');
const textsOf = (document: Doc) => document.getMap<Text>('lines');

/** The document's first update. */
export function firstUpdate(lines: readonly Pick<StoryboardLine, 'id' | 'text'>[]): Buffer {
  const document = new Doc();
  document.transact(() => {
    for (const { id, text } of lines) {
      textsOf(document).set(id, new Text(text));
    }
  });
  return Buffer.from(encodeStateAsUpdate(document));
}

/**
 * The document of its updates in order.
 * @throws ClipoError invalid_input where one of them is none
 */
export function openDocument(updates: readonly Uint8Array[]): Doc {
  const document = new Doc();
  try {
    for (const update of updates) {
      applyUpdate(document, update);
    }
  } catch (cause) {
    const problem = 'is no update of a shared document (Yjs)';
    throw new ClipoError('invalid_input', `update: ${problem}`, { details: { field: 'update', problem }, cause });
  }
  return document;
}

/** All that a document holds, as one update. */
export function wholeUpdate(document: Doc): Buffer {
  return Buffer.from(encodeStateAsUpdate(document));
}

/** The edits that a document holds: a line that reads as it did is none. */
export function editsIn(document: Doc, lines: readonly Pick<StoryboardLine, 'id' | 'text'>[]): StoryboardEdits {
  const changed = lines.flatMap(({ id, text }) => {
    const shared = textsOf(document).get(id);
    const now = shared instanceof Text ? shared.toString().trim() : text;
    return now === '' || now === text ? [] : [[id, now] as const];
  });
  return editsOfEntries(entriesOf(document).toJSON(), Object.fromEntries(changed));
}

/** Makes a document hold edits besides its own, and gives the update that does so. */
export function writeEdits(document: Doc, edits: StoryboardEdits): Buffer {
  const before = encodeStateVector(document);
  document.transact(() => {
    for (const [key, value] of Object.entries(entriesOfEdits(edits))) {
      if (JSON.stringify(entriesOf(document).get(key)) !== JSON.stringify(value)) {
        entriesOf(document).set(key, value);
      }
    }
    for (const [id, text] of Object.entries(edits.lines)) {
      const shared = textsOf(document).get(id);
      if (shared instanceof Text && shared.toString() !== text) {
        shared.delete(0, shared.length);
        shared.insert(0, text);
      }
    }
  });
  return Buffer.from(encodeStateAsUpdate(document, before));
}
