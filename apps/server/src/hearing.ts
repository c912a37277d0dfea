// A door of its own: who checks a file on the command line hears it as the service does, without starting one.
export { readSettings } from './env.ts';
export { findInSpeech, listenToFile } from './features/hearing/listen-to-file.ts';
export type { Listener } from './features/hearing/listener.ts';
export { openListener } from './features/hearing/open-listener.ts';
