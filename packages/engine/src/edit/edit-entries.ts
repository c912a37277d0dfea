import { type EditedScene, StoryboardEdits } from '@clipo/contract';

/**
 * Edits as entries that two people can change at once without taking anything from each other: each value has a key of its
 * own. Lines are kept apart, as texts that both may type in.
 */
export type EditEntries = Readonly<Record<string, unknown>>;

const whole = ['order', 'music', 'presenter', 'voice'] as const;

/** Edits out of their entries and lines; what is no edit of ours is left aside. Pure. */
export function editsOfEntries(entries: EditEntries, lines: Readonly<Record<string, string>>): StoryboardEdits {
  const scenes: Record<string, EditedScene> = {};
  const captions: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entries)) {
    const [area = '', id = '', ...path] = key.split('/');
    if (value === null || value === undefined) {
      continue;
    }
    if (area === 'captions') {
      captions[id] = value;
    } else if (area === 'scene') {
      const scene = (scenes[id] ?? {}) as Record<string, unknown>;
      const [field = '', name = ''] = path;
      scene[field] = field === 'texts' ? { ...(scene.texts as object | undefined), [name]: value } : value;
      scenes[id] = scene as EditedScene;
    } else if ((whole as readonly string[]).includes(area)) {
      rest[area] = value;
    }
  }
  return partsThatHold({ version: 1, ...rest, captions, scenes, lines });
}

/** Each part by itself: one that somebody spoiled takes no other with it. */
function partsThatHold(given: Record<string, unknown>): StoryboardEdits {
  const found = StoryboardEdits.safeParse(given);
  if (found.success) {
    return found.data;
  }
  const kept = structuredClone(given);
  for (const { path } of found.error.issues) {
    const [area, id] = path.map(String) as [string, string | undefined];
    const part = kept[area] as Record<string, unknown> | undefined;
    if (id !== undefined && ['captions', 'scenes', 'lines'].includes(area)) {
      delete part?.[id];
    } else {
      delete kept[area];
    }
  }
  return StoryboardEdits.parse(kept);
}

/** The entries of edits: what `editsOfEntries` reads back. Pure. */
export function entriesOfEdits(edits: StoryboardEdits): Record<string, unknown> {
  const entries: Record<string, unknown> = {};
  for (const name of whole) {
    if (edits[name] !== undefined) {
      entries[name] = edits[name];
    }
  }
  for (const [name, value] of Object.entries(edits.captions)) {
    entries[`captions/${name}`] = value;
  }
  for (const [id, { texts = {}, ...scene }] of Object.entries(edits.scenes)) {
    for (const [field, value] of Object.entries(scene)) {
      entries[`scene/${id}/${field}`] = value;
    }
    for (const [name, value] of Object.entries(texts)) {
      entries[`scene/${id}/texts/${name}`] = value;
    }
  }
  return entries;
}
