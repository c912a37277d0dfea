import type { SpeechEngine } from '@clipo/contract';
import { createEngine } from '../create-engine.ts';
import { createEspeakSource } from './source.ts';

/** The engine, and what tests and the doctor ask of it. */
export interface EspeakEngine extends SpeechEngine {
  /** Process ids of its helper programs. */
  pids(): number[];
}

/**
 * The offline draft voice alone: espeak-ng in child processes (`workers`, default 2, started when first needed). Every
 * voice is kept in `cacheDir`; equal requests give the same file, and while one is being made others for it wait for
 * that one.
 */
export function createEspeakEngine(options: { cacheDir: string; workers?: number }): EspeakEngine {
  const source = createEspeakSource(options.workers);
  return { ...createEngine(source, { cacheDir: options.cacheDir, reference: source }), pids: source.pids };
}
