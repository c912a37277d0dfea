import { registerHooks } from 'node:module';

// Imported before the rest of the service. Node asks for each `.js` file whether its package is of ES modules, and reads
// all of package.json for the answer: drizzle-orm's has 180 kB and its files are a hundred, a quarter of a start. What an
// ES module of it imports beside itself is one too (`type` there is `module`, and its other form ends in `.cjs`).
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL: from = '' } = context;
    const isBeside = specifier.startsWith('.') && specifier.endsWith('.js');
    return isBeside && from.includes('/node_modules/drizzle-orm/') && from.endsWith('.js')
      ? { url: new URL(specifier, from).href, format: 'module', shortCircuit: true }
      : next(specifier, context);
  },
});
