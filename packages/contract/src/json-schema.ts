import { z } from 'zod';
import { Brief } from './brief.ts';
import { Manifest } from './manifest.ts';
import { Storyboard } from './storyboard.ts';

/** The documents whose JSON Schema anybody may ask for. */
export const documents = { brief: Brief, storyboard: Storyboard, manifest: Manifest } as const;
export type DocumentName = keyof typeof documents;

/** JSON Schema (draft 2020-12) of a document as users write it: defaults make keys optional. */
export function jsonSchemaOf(name: DocumentName): Record<string, unknown> {
  return z.toJSONSchema(documents[name], { io: 'input' }) as Record<string, unknown>;
}
