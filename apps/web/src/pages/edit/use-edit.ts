import type { EditBase, Format, PreparedMaterial, Respoken, Storyboard } from '@clipo/contract';
import { applyEdits, guessSpoken, type RenderSettings } from '@clipo/engine/browser';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Desk, speakLine } from './edit-api.ts';
import { type EditSession, openSession, type SessionView } from './edit-session.ts';

/** A video that is edited, as it stands. */
export interface Editing {
  desk: Desk;
  session: EditSession;
  view: SessionView;
  base: EditBase;
  /** The storyboard with all edits: what is seen and heard. */
  now: EditBase;
  materials: PreparedMaterial[];
  settings: RenderSettings;
  format: Format;
  /** Lines that are being spoken. */
  speaking: ReadonlySet<string>;
  /** Why a line could not be said, by its id. */
  refused: ReadonlyMap<string, unknown>;
}

const speakAfterMs = 700;

/** A line that is to be said anew. */
interface Wish {
  id: string;
  text: string;
  voice: string | undefined;
}

/** Opens the shared document of a desk and works out what it shows. Lines are said anew when nobody has typed for a while. */
export function useEdit(desk: Desk): Editing {
  const [session, setSession] = useState<EditSession>(() => openSession(desk));
  const isFirst = useRef(true);
  useEffect(() => {
    // React may run effects twice while developing: a session that was closed is opened anew.
    if (!isFirst.current) {
      setSession(openSession(desk));
    }
    isFirst.current = false;
  }, [desk]);
  useEffect(() => () => session.close(), [session]);
  const view = useSyncExternalStore(session.subscribe, session.view);
  const base = useMemo<EditBase>(
    () => ({ storyboard: desk.storyboard as unknown as Storyboard, lines: desk.lines }),
    [desk],
  );
  const materials = desk.materials as unknown as PreparedMaterial[];
  const settings = desk.settings as unknown as RenderSettings;
  const { edits } = view;

  const [spoken, setSpoken] = useState<ReadonlyMap<string, Respoken>>(new Map());
  const [refused, setRefused] = useState<ReadonlyMap<string, unknown>>(new Map());
  const wanted = useMemo(
    () =>
      base.lines.flatMap(({ id, text }) =>
        edits.lines[id] === undefined && edits.voice === undefined
          ? []
          : [{ id, text: edits.lines[id] ?? text, voice: edits.voice }],
      ),
    [base, edits.lines, edits.voice],
  );
  const missing = wanted.filter((each) => !spoken.has(keyOf(each)));
  // What could not be said while there was no network is tried again once there is.
  const missingKey = [useTimesOnline(), ...missing.map(keyOf)].join('\n');
  useEffect(() => {
    const [, ...keys] = missingKey.split('\n');
    if (keys.length === 0) {
      return;
    }
    const timer = setTimeout(async () => {
      for (const each of keys.map(wishOf)) {
        try {
          const said = (await speakLine(desk.id, each.id, each.text, each.voice)) as unknown as Respoken;
          setSpoken((old) => new Map(old).set(keyOf(each), said));
        } catch (cause) {
          setRefused((old) => new Map(old).set(keyOf(each), cause));
        }
      }
    }, speakAfterMs);
    return () => clearTimeout(timer);
  }, [missingKey, desk.id]);

  const now = useMemo(() => {
    const { language, fps } = base.storyboard;
    return applyEdits(base, edits, {
      respoken(id) {
        const each = wanted.find((one) => one.id === id);
        return each && (spoken.get(keyOf(each)) ?? guessSpoken(each.text, language, fps));
      },
      material: (id) => materials.find((material) => material.id === id),
    });
  }, [base, edits, spoken, wanted, materials]);

  return {
    desk,
    session,
    view,
    base,
    now,
    materials,
    settings,
    format: base.storyboard.format,
    speaking: new Set(missing.filter((each) => !refused.has(keyOf(each))).map(({ id }) => id)),
    // Of the words as they are now: what was refused of earlier ones is of no interest.
    refused: new Map(
      missing.flatMap((each) => (refused.has(keyOf(each)) ? [[each.id, refused.get(keyOf(each))] as const] : [])),
    ),
  };
}

/** How often the network came back. */
function useTimesOnline(): number {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const count = () => setTimes((before) => before + 1);
    addEventListener('online', count);
    return () => removeEventListener('online', count);
  }, []);
  return times;
}

function wishOf(key: string): Wish {
  const [id, text, voice] = JSON.parse(key) as [string, string, string | null];
  return { id, text, voice: voice ?? undefined };
}

function keyOf({ id, text, voice }: Wish): string {
  return JSON.stringify([id, text, voice]);
}
