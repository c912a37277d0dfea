import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, Language } from '@clipo/contract';
import { z } from 'zod';
import catalogFile from './catalog.json' with { type: 'json' };

/** A path inside the weights' own folder: what a catalogue names must not lead out of it. */
const inside = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w][\w.-]*(?:\/[\w][\w.-]*)*$/, 'must be a path inside the folder');

/** Weights of a voice: where they are, what they must be, and under which licence. */
export const Weights = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'must be of small letters, digits and hyphens'),
  title: z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) }),
  languages: z.array(Language).min(1),
  url: z.url({ protocol: /^https?$/ }),
  bytes: z.int().positive().optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
  licence: z.string().min(3).max(300),
  licenceUrl: z.url({ protocol: /^https?$/ }),
  /** The folder in the archive. */
  folder: inside,
  kind: z.enum(['vits', 'kokoro', 'matcha']),
  speakers: z.int().min(1).max(1_000),
  files: z.strictObject({
    model: inside,
    tokens: inside,
    lexicon: z.array(inside).default([]),
    voices: inside.optional(),
    dataDir: inside.optional(),
    vocoder: inside.optional(),
  }),
  ruleFsts: z.array(inside).default([]),
});
export type Weights = z.infer<typeof Weights>;

/** What is known of weights that were pulled: beside them as `voice.json`. */
export const PulledWeights = z.strictObject({
  weights: Weights,
  pulledAt: z.iso.datetime(),
  bytes: z.int().positive(),
});
export type PulledWeights = z.infer<typeof PulledWeights>;

/** The weights that can be pulled by name. */
export const weightsCatalog: readonly Weights[] = z.array(Weights).parse(catalogFile);

/** The weights of a folder, or undefined where there are none or not all of them. */
export async function readPulled(modelsDir: string, name: string): Promise<PulledWeights | undefined> {
  try {
    return PulledWeights.parse(JSON.parse(await readFile(join(modelsDir, name, 'voice.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Reads a catalogue entry of the user's own. @throws ClipoError invalid_input, not_found */
export async function readWeights(file: string): Promise<Weights> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ClipoError('not_found', `${file}: not found`, { details: { file }, cause });
  }
  try {
    return Weights.parse(JSON.parse(text));
  } catch (cause) {
    const problem =
      cause instanceof z.ZodError
        ? cause.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
        : 'is no JSON';
    throw new ClipoError('invalid_input', `${file}: ${problem}`, { details: { field: file, problem }, cause });
  }
}
