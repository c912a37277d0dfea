import { basename } from 'node:path';
import { type EditChange, nextCode, Storyboard, type StoryboardEdits } from '@clipo/contract';
import { applyEdits, distinctPieces, listChanges, type Piece, planVideo, type RenderSettings } from '@clipo/engine';
import { check } from '../../check/check.ts';
import type { BatchPrepared, VideoDocument } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { localDocument, portableText } from '../../work/portable.ts';
import type { BatchRow } from '../batches/queries.ts';
import { baseOf, type OpenEdit } from './open-edit.ts';
import { speakEdits } from './speak-line.ts';

/** A video with its edits, as it is going to be made. */
export interface EditedVideo {
  document: VideoDocument;
  settings: RenderSettings;
  pieces: Piece[];
  frames: number;
  changes: EditChange[];
}

type Stored = VideoDocument & { lines: { speech: { key: string; path: string; sampleCount: number } }[] };

/**
 * Applies edits to a video: says the lines that changed, and plans it anew. Everything that people wrote into it is checked.
 * @throws ClipoError content_rejected, invalid_input, voice_failed
 */
export async function editedVideo(
  deps: Pick<Deps, 'db' | 'speech' | 'settings'>,
  opened: Pick<OpenEdit, 'video' | 'row'>,
  batch: Pick<BatchRow, 'brief'> & { prepared: BatchPrepared },
  edits: StoryboardEdits,
  signal: AbortSignal,
): Promise<EditedVideo> {
  const { home } = deps.settings;
  const stored = localDocument(opened.row.base, home) as Stored;
  const base = baseOf(stored);
  const content = { kind: 'document', document: { lines: edits.lines, scenes: textsIn(edits) } } as const;
  assertAllowed(content, check(content));
  const spoken = await speakEdits(deps, { ...opened, base }, batch.brief, edits, signal);
  const { materials } = batch.prepared;
  const applied = applyEdits(base, edits, {
    respoken: (id) => spoken.get(id),
    material: (id) => materials.find((material) => material.id === id),
  });
  const storyboard = Storyboard.parse(applied.storyboard);
  const lines = applied.lines.map((line) => {
    const before = stored.lines[base.lines.findIndex(({ id }) => id === line.id)];
    const said = spoken.get(line.id);
    const speech = said && { ...before?.speech, key: said.speechKey, path: said.path, sampleCount: said.sampleCount };
    const { text, startFrame, frames, voiceFrame } = line;
    return { ...before, text, startFrame, frames, voiceFrame, ...(speech === undefined ? {} : { speech }) };
  });
  const settings = stored.settings as RenderSettings;
  const plan = planVideo(storyboard, settings);
  const { code } = stored;
  const document: VideoDocument = {
    ...stored,
    storyboard,
    lines,
    replanned: [],
    isEdited: true,
    // The first is version 1; this is one more than was made so far.
    ...(code !== undefined && { code: nextCode(code, opened.row.renders + 2) }),
  };
  // Materials that came by conversation lie in a folder each.
  const nameOf = (id: string) => basename(materials.find((material) => material.id === id)?.file ?? id);
  return {
    document: JSON.parse(portableText(document, home)) as VideoDocument,
    settings,
    pieces: distinctPieces([plan]),
    frames: plan.frames,
    changes: listChanges(base, edits, nameOf),
  };
}

function textsIn({ scenes }: StoryboardEdits) {
  return Object.fromEntries(Object.entries(scenes).map(([id, { texts }]) => [id, texts ?? {}]));
}
