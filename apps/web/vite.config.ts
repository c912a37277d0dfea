import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The service answers on the port of `./clipo start`; while pages are being written, Vite stands before it.
const service = 'http://127.0.0.1:4870';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    // Which files a page needs: the service tells visitors of the first one before they ask.
    manifest: true,
    // Size is watched by a test; the report of every build would only be noise.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // What every page needs is one file: of fifty small ones, each waits for its turn.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
  server: { proxy: { '/api': service, '/media': service, '/v1': service, '/first-run': service } },
});
