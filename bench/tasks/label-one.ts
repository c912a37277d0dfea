import { developmentProviderCode, labelFile, makeImplicitLabel } from '@clipo/label';

// Labels one file: what `clipo bench label-files` measures. Words: the file, and where the labelled one goes.
const [from = '', to = ''] = process.argv.slice(2);
await labelFile(from, to, makeImplicitLabel({ providerCode: developmentProviderCode, produceId: 'bench' }));
