import type { PreparedMaterial, Storyboard } from '@clipo/contract';
import type { RenderSettings } from '@clipo/engine/browser';
import { type RefObject, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { fetchBlob, ownHeaders } from './edit-api.ts';
import type { PreviewAnswer, PreviewRequest } from './preview-messages.ts';

/** The frame that is shown now. It changes thirty times a second: only what follows it is drawn anew with it. */
export interface Place {
  now(): number;
  subscribe(listener: () => void): () => void;
}

/** The frame that a player shows now, for what is drawn anew with each. */
export function useFrame({ place }: Pick<Player, 'place'>): number {
  return useSyncExternalStore(place.subscribe, place.now);
}

function createPlace(): Place & { move(frame: number): void } {
  const listeners = new Set<() => void>();
  let frame = 0;
  return {
    now: () => frame,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    move: (next) => {
      frame = next;
      for (const listener of listeners) {
        listener();
      }
    },
  };
}

/** What plays: a storyboard, without being rendered. */
export interface Player {
  place: Place;
  frames: number;
  isPlaying: boolean;
  size: { width: number; height: number } | undefined;
  thumbs: ReadonlyMap<number, ImageBitmap>;
  /** The sound that is heard; undefined until it is there. */
  sound: AudioBuffer | undefined;
  failure: string | undefined;
  seek(frame: number): void;
  toggle(): void;
}

export interface PlayerWish {
  videoId: string;
  storyboard: Storyboard;
  settings: RenderSettings;
  materials: PreparedMaterial[];
  /** Frames of which small pictures are wanted. */
  thumbsAt: readonly number[];
  /** Changes whenever the sound may be another one. */
  soundKey: string;
}

const shortSide = 540;
const thumbSide = 96;
const soundAfterMs = 500;

/** Plays a storyboard on a canvas: pictures by a thread of its own, the sound as it will be, which keeps the time. */
export function usePlayer(holder: RefObject<HTMLDivElement | null>, wish: PlayerWish): Player {
  const { storyboard, settings, materials, videoId, soundKey } = wish;
  const { fps } = storyboard;
  const fontKey = (settings.fonts ?? []).join();
  const worker = useRef<Worker>(undefined);
  const audio = useRef<AudioContext>(undefined);
  const [place] = useState(createPlace);
  const [playing, setPlaying] = useState<{ frame: number; at: number; source?: AudioBufferSourceNode }>();
  const [size, setSize] = useState<Player['size']>();
  const [frames, setFrames] = useState(0);
  const [thumbs, setThumbs] = useState<ReadonlyMap<number, ImageBitmap>>(new Map());
  const [sound, setSound] = useState<AudioBuffer>();
  const [failure, setFailure] = useState<string>();
  const ask = useCallback((request: PreviewRequest, transfer: Transferable[] = []) => {
    worker.current?.postMessage(request, transfer);
  }, []);

  useEffect(() => {
    if (holder.current === null) {
      return;
    }
    if (typeof VideoFrame === 'undefined' || typeof OffscreenCanvas === 'undefined') {
      setFailure('no-webcodecs');
      return;
    }
    const canvas = document.createElement('canvas');
    holder.current.append(canvas);
    const thread = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
    worker.current = thread;
    thread.onmessage = ({ data }: MessageEvent<PreviewAnswer>) => {
      switch (data.kind) {
        case 'drawn':
          canvas.dataset.frame = String(data.index);
          canvas.dataset.ms = data.ms.toFixed(1);
          setFailure(undefined);
          break;
        case 'size':
          setSize({ width: data.width, height: data.height });
          setFrames(data.frames);
          break;
        case 'thumb':
          setThumbs((old) => new Map(old).set(data.frame, data.picture));
          break;
        case 'failed':
          setFailure(data.message);
          break;
      }
    };
    const offscreen = canvas.transferControlToOffscreen();
    const start: PreviewRequest = {
      kind: 'start',
      canvas: offscreen,
      headers: ownHeaders(),
      materials,
      address: `/api/v1/videos/${videoId}/edit`,
      fonts: fontKey === '' ? [] : fontKey.split(','),
    };
    thread.postMessage(start, [offscreen]);
    return () => {
      thread.terminate();
      canvas.remove();
      void audio.current?.close();
      audio.current = undefined;
    };
  }, [holder, materials, videoId, fontKey]);

  const thumbKey = wish.thumbsAt.join();
  useEffect(() => {
    ask({ kind: 'storyboard', storyboard, settings, shortSide });
    ask({ kind: 'frame', index: place.now() });
    // After the picture itself: whoever edits looks there first.
    const timer = setTimeout(() => {
      ask({ kind: 'thumbs', frames: thumbKey.split(',').map(Number), shortSide: thumbSide });
    }, 600);
    return () => clearTimeout(timer);
  }, [ask, place, storyboard, settings, thumbKey]);

  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const blob = await fetchBlob(`/api/v1/videos/${videoId}/edit/sound?after=${soundKey}`, stop.signal);
        audio.current ??= new AudioContext({ sampleRate: 48_000 });
        setSound(await audio.current.decodeAudioData(await blob.arrayBuffer()));
      } catch {
        // It plays without; the next change asks again.
      }
    }, soundAfterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [videoId, soundKey]);

  useEffect(() => {
    if (playing === undefined) {
      return;
    }
    let request = 0;
    const step = () => {
      const seconds = (performance.now() - playing.at) / 1000;
      const index = playing.frame + Math.floor(seconds * fps);
      if (index >= frames) {
        playing.source?.stop();
        setPlaying(undefined);
        place.move(frames - 1);
        return;
      }
      // A window shows sixty frames a second, a video thirty: each is asked for once.
      if (index !== place.now()) {
        ask({ kind: 'frame', index });
        place.move(index);
      }
      request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [playing, ask, place, fps, frames]);

  const seek = useCallback(
    (wanted: number) => {
      const index = Math.max(0, Math.min(frames - 1, Math.round(wanted)));
      setPlaying((old) => {
        old?.source?.stop();
        return undefined;
      });
      place.move(index);
      ask({ kind: 'frame', index });
    },
    [ask, place, frames],
  );

  const toggle = useCallback(() => {
    if (playing !== undefined) {
      playing.source?.stop();
      setPlaying(undefined);
      return;
    }
    const from = place.now() >= frames - 1 ? 0 : place.now();
    const context = audio.current;
    if (context === undefined || sound === undefined) {
      setPlaying({ frame: from, at: performance.now() });
      return;
    }
    void context.resume().then(() => {
      const source = context.createBufferSource();
      source.buffer = sound;
      source.connect(context.destination);
      source.start(0, from / fps);
      setPlaying({ frame: from, at: performance.now(), source });
    });
  }, [playing, place, frames, sound, fps]);

  return { place, frames, isPlaying: playing !== undefined, size, thumbs, sound, failure, seek, toggle };
}
