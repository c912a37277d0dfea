import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ClipoError } from '@clipo/contract/errors';
import { z } from 'zod';

const modelFolder = path.join(import.meta.dirname, '../../models');

/** The networks that come with Clipo; models/README.md tells where each is from. */
export type ModelName = 'blazeface' | 'facemesh' | 'selfie';

/** A network that is ready: values in, the values of every output out, by its count of values. */
export interface LoadedModel {
  /** Side of its square input. */
  side: number;
  /** @param input side × side × 3 values, as the network wants them scaled. */
  run(input: Float32Array): Promise<Map<number, Float32Array>>;
}

const ModelFile = z.looseObject({
  modelTopology: z.looseObject({}),
  weightsManifest: z.array(z.object({ weights: z.array(z.looseObject({ name: z.string() })) })),
});

const loaded = new Map<ModelName, Promise<LoadedModel>>();

/** A network, loaded once in a process. The runtime (WebAssembly with SIMD, one thread) is loaded with the first. */
export function loadModel(name: ModelName): Promise<LoadedModel> {
  const known = loaded.get(name) ?? load(name);
  loaded.set(name, known);
  return known;
}

async function load(name: ModelName): Promise<LoadedModel> {
  // Only here: half a second and 60 MB that nobody should pay who draws no real face.
  const [core, converter, backend] = await Promise.all([
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-converter'),
    import('@tensorflow/tfjs-backend-wasm'),
  ]);
  if (core.getBackend() !== 'wasm') {
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    backend.setWasmPaths(`${path.dirname(entry)}/`);
    await core.setBackend('wasm');
    await core.ready();
  }
  const [json, weights] = await Promise.all([
    readFile(path.join(modelFolder, `${name}.json`), 'utf8'),
    readFile(path.join(modelFolder, `${name}.bin`)),
  ]);
  const { modelTopology, weightsManifest } = ModelFile.parse(JSON.parse(json));
  const model = await converter.loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights) as never,
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength) as ArrayBuffer,
    }),
  });
  const side = Math.max(...(model.inputs[0]?.shape ?? []));
  if (!(side > 0)) {
    throw new ClipoError('internal', `the model ${name} tells no input size`);
  }
  return {
    side,
    run: async (input) => {
      const tensor = core.tensor4d(input, [1, side, side, 3]);
      const output = model.execute(tensor);
      const outputs = Array.isArray(output) ? output : [output];
      const values = await Promise.all(outputs.map(async (one) => Float32Array.from(await one.data())));
      core.dispose([tensor, ...outputs]);
      return new Map(values.map((one) => [one.length, one]));
    },
  };
}
