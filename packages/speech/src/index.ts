export { createEspeakEngine, type EspeakEngine } from './espeak/engine.ts';
export { frontEndVersion, type SpokenPart, type SpokenPiece, speakOut } from './front-end/speak-out.ts';
export { loudness, voiceLoudness } from './loudness.ts';
export { checkVoice, type OpenSpeech, openSpeech } from './open-speech.ts';
export { type RecordedLine, type Recording, recordingEngineId, takeRecording } from './recording/take-recording.ts';
export { type CloudVoices, readSpeechSettings, type SpeechSettings } from './settings.ts';
export { speakableLength } from './speakable-length.ts';
