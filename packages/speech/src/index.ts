export { createEspeakEngine, type EspeakEngine, espeakEngineId } from './espeak/engine.ts';
export { listVoices, type Voice } from './espeak/voices.ts';
export { frontEndVersion, type SpokenPart, type SpokenPiece, speakOut } from './front-end/speak-out.ts';
export { loudness, voiceLoudness } from './loudness.ts';
export { type RecordedLine, type Recording, recordingEngineId, takeRecording } from './recording/take-recording.ts';
export { speakableLength } from './speakable-length.ts';
