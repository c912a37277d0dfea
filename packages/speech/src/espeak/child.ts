/**
 * The voice program: a process of its own, the only file that loads espeak-ng (GPL-3.0). It reads requests as JSON
 * lines on standard input and answers with frames on standard output (protocol.ts). It ends when its input ends, so it
 * never outlives who started it, not even one that was killed.
 */
import { createInterface } from 'node:readline';
import loadEspeak, { type EspeakEvent } from '@echogarden/espeak-ng-emscripten';
import {
  encodeFrame,
  mostTextBytes,
  type ProgramAnswer,
  type ProgramRequest,
  type ProgramVoice,
  type SpokenAudio,
} from './protocol.ts';

// Its noise is seeded from the clock; a clock that stands makes equal requests sound equal in every process.
Date.now = () => 0;
const espeak = await loadEspeak();
const worker = new espeak.eSpeakNGWorker();
const sampleRate = worker.get_samplerate();
// The JavaScript side keeps a buffer for texts inside the memory that is put back below; it must have its full size
// before, for its place is remembered outside.
worker.synthesize(' '.repeat(mostTextBytes), () => false);
worker.set_voice('en-us');
// The synthesiser carries phases and noise from one text to the next; from this memory every text starts alike, so
// that equal requests give equal samples whatever was said before.
const fresh = espeak.HEAPU8.slice();

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as ProgramRequest;
  const [head, samples] = answer(request);
  for (const bytes of encodeFrame(head, samples)) {
    process.stdout.write(bytes);
  }
  if ('problem' in head) {
    // What went wrong inside WebAssembly may have broken its memory for good.
    process.exitCode = 1;
    break;
  }
}

function answer(request: ProgramRequest): [head: ProgramAnswer, samples: Uint8Array] {
  try {
    const spoken = request.parts.map((part) => speak(part.text, part.voice));
    const samples = Buffer.concat(spoken.flatMap((part) => part.chunks));
    return [
      { id: request.id, sampleRate, parts: spoken.map((part) => part.audio), byteCount: samples.length },
      samples,
    ];
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    return [{ id: request.id, problem, byteCount: 0 }, new Uint8Array()];
  }
}

function speak(text: string, voice: ProgramVoice): { audio: SpokenAudio; chunks: Uint8Array[] } {
  if (Buffer.byteLength(text) > mostTextBytes - 1_024) {
    throw new Error('the text is too long');
  }
  espeak.HEAPU8.set(fresh);
  espeak.HEAPU8.fill(0, fresh.length);
  if (worker.set_voice(voice.name) !== 0) {
    throw new Error(`espeak-ng has no voice ${voice.name}`);
  }
  worker.set_rate(voice.speed);
  worker.set_pitch(voice.pitch);
  worker.set_range(voice.range);
  // Full volume clips some variants inside the engine.
  worker.set_volume(70);
  const chunks: Uint8Array[] = [];
  const events: EspeakEvent[] = [];
  let sampleCount = 0;
  worker.synthesize(text, (samples, found) => {
    chunks.push(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    events.push(...found);
    sampleCount += samples.length;
    return false;
  });
  return {
    audio: {
      sampleCount,
      events: events.flatMap((event) =>
        event.type === 'word' || event.type === 'phoneme'
          ? {
              kind: event.type,
              position: event.text_position - 1,
              timeMs: event.audio_position,
              name: event.type === 'phoneme' ? String(event.id ?? '') : '',
            }
          : [],
      ),
    },
    chunks,
  };
}
