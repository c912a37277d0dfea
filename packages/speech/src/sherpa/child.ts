/**
 * The program that runs weights with sherpa-onnx: a process of its own, so that a model that takes too much memory or
 * crashes takes nothing else with it. It keeps the model of its first request; it ends when its parent does.
 */
import { createRequire } from 'node:module';
import type { SherpaAnswer, SherpaRequest } from './run.ts';

/** What is used of sherpa-onnx-node, which has no types of its own. */
interface SherpaOnnx {
  OfflineTts: new (config: object) => { generate(request: object): { samples: Float32Array; sampleRate: number } };
}

let model: InstanceType<SherpaOnnx['OfflineTts']> | undefined;

process.on('message', (request: SherpaRequest) => {
  const { id, config, text, speaker, speed } = request;
  const answer = (value: SherpaAnswer) => process.send?.(value);
  try {
    const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as SherpaOnnx;
    model ??= new sherpa.OfflineTts(config);
    const { samples, sampleRate } = model.generate({ text, sid: speaker, speed, enableExternalBuffer: false });
    answer({ id, samples: Float32Array.from(samples), sampleRate });
  } catch (cause) {
    answer({ id, problem: cause instanceof Error ? cause.message : String(cause) });
  }
});
process.on('disconnect', () => process.exit(0));
