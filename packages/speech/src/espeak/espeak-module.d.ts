// The package has no types of its own; these cover what child.ts uses.
declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakEvent {
    type: 'word' | 'sentence' | 'phoneme' | 'end' | 'mark' | 'play' | 'msg_terminated' | 'samplerate';
    /** Characters before it in the text, counted from 1. */
    text_position: number;
    word_length: number;
    /** Milliseconds. */
    audio_position: number;
    /** The name of a phoneme, the number of a word. */
    id?: string | number;
  }
  export interface EspeakWorker {
    set_voice(name: string): number;
    set_rate(wordsPerMinute: number): void;
    set_pitch(pitch: number): void;
    set_range(range: number): void;
    set_volume(volume: number): void;
    get_samplerate(): number;
    synthesize(text: string, onChunk: (samples: Int16Array, events: EspeakEvent[]) => boolean): void;
  }
  export interface EspeakModule {
    HEAPU8: Uint8Array;
    eSpeakNGWorker: new () => EspeakWorker;
  }
  // biome-ignore lint/style/noDefaultExport: the package has it so.
  export default function load(): Promise<EspeakModule>;
}
