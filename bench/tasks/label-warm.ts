import { copyFile, rm } from 'node:fs/promises';
import { developmentProviderCode, labelFile, makeImplicitLabel } from '@clipo/label';

// What labelling a film costs a process that is running, as the service is, beside a plain copy by the same process. Words: the
// film, where the others go, how often. Seconds as JSON on standard output; the last labelled film stays.
const [from = '', to = '', runs = '1'] = process.argv.slice(2);
const label = makeImplicitLabel({ providerCode: developmentProviderCode, produceId: 'bench' });
const ways = { copy: () => copyFile(from, to), label: () => labelFile(from, to, label) };
const seconds: Record<keyof typeof ways, number[]> = { copy: [], label: [] };

await labelFile(from, to, label);
for (let run = 0; run < Number(runs); run++) {
  for (const way of ['copy', 'label'] as const) {
    await rm(to);
    const start = performance.now();
    await ways[way]();
    seconds[way].push((performance.now() - start) / 1000);
  }
}
process.stdout.write(JSON.stringify(seconds));
