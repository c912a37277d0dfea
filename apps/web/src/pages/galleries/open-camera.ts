import { type RefObject, useEffect, useRef, useState } from 'react';

/** A camera of the browser, shown in a video element while it is open; leaving the page closes it. */
export function useCamera(): {
  film: RefObject<HTMLVideoElement | null>;
  stream: MediaStream | undefined;
  /** @throws where the browser has none, or the person does not let it be used */
  open(): Promise<void>;
  close(): void;
} {
  const film = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream>();
  useEffect(() => {
    if (film.current !== null && stream !== undefined) {
      film.current.srcObject = stream;
    }
    return () => {
      for (const track of stream?.getTracks() ?? []) {
        track.stop();
      }
    };
  }, [stream]);
  return {
    film,
    stream,
    open: async () => setStream(await cameraStream()),
    close: () => setStream(undefined),
  };
}

function cameraStream(): Promise<MediaStream> {
  if (navigator.mediaDevices?.getUserMedia === undefined) {
    throw new DOMException('no camera', 'NotSupportedError');
  }
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user', width: { ideal: 1280 } } });
}

const kinds = ['video/mp4;codecs=avc1.42E01E', 'video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];

/** Films what a camera sees until `work` is done. @returns the film as a file, called by the moment */
export async function filmWhile(stream: MediaStream, name: string, work: () => Promise<void>): Promise<File> {
  const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? '';
  const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: 6_000_000 });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  recorder.start();
  try {
    await work();
  } finally {
    recorder.stop();
    await ended;
  }
  const type = mimeType.split(';')[0] ?? '';
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return new File(parts, `${name}-${moment}.${type.replace('video/', '')}`, { type });
}
