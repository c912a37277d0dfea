import type { ReportVideo } from '../report-data.ts';
import { address, element, isLong, state, word } from './dom.ts';

/** No hover on this device: a tap plays with sound at once. */
const isTouch = matchMedia('(hover: none)').matches;

/** A frame that plays: a picture until it is wanted, then the video, which is loaded only then. */
export function screen(video: ReportVideo): HTMLElement {
  const shape = element('div', { class: 'shape' });
  shape.style.aspectRatio = `${video.width} / ${video.height}`;
  if (video.status === 'failed' || video.file === null) {
    shape.classList.add('broken');
    shape.append(
      element('strong', {}, word('failed')),
      element('span', {}, video.error?.message ?? ''),
      element('code', {}, video.error?.code ?? ''),
    );
    return shape;
  }
  const file = video.file;
  if (video.cover !== null) {
    const loading = isLong ? 'lazy' : 'eager';
    shape.append(element('img', { src: address(video.cover), alt: '', loading, decoding: isLong ? 'async' : 'sync' }));
  }
  const bar = element('span', { class: 'bar' });
  const button = element('button', { class: 'play', type: 'button', 'aria-label': word('play', { name: video.name }) });
  shape.append(button, element('span', { class: 'ear', 'aria-hidden': 'true' }, word('sound')), bar);
  let player: HTMLVideoElement | undefined;
  const open = (): HTMLVideoElement => {
    if (player === undefined) {
      const made = element('video', { src: address(file), loop: true, playsinline: true, preload: 'auto' });
      made.muted = true;
      made.addEventListener('timeupdate', () => {
        bar.style.inlineSize = `${(made.currentTime / (made.duration || 1)) * 100}%`;
      });
      made.addEventListener('volumechange', () => shape.classList.toggle('heard', !made.muted));
      shape.insertBefore(made, button);
      player = made;
    }
    return player;
  };
  const start = () => {
    const made = open();
    if (state.playing !== undefined && state.playing !== made) {
      state.playing.pause();
      state.playing.muted = true;
    }
    state.playing = made;
    shape.classList.add('on');
    // A browser may refuse to play before the first click: the picture then stays.
    made.play().catch(() => shape.classList.remove('on'));
  };
  const stop = () => {
    if (player !== undefined) {
      player.pause();
      player.muted = true;
      shape.classList.remove('on');
    }
  };
  shape.addEventListener('seek', (event) => {
    open().currentTime = (event as CustomEvent<number>).detail;
    start();
  });
  if (!isTouch) {
    shape.addEventListener('pointerenter', start);
    shape.addEventListener('pointerleave', () => document.activeElement !== button && stop());
    button.addEventListener('focus', start);
    button.addEventListener('blur', stop);
  }
  button.addEventListener('click', () => {
    const made = open();
    const isRunning = state.playing === made && !made.paused;
    if (isTouch && isRunning) {
      stop();
      return;
    }
    made.muted = isTouch ? false : !made.muted;
    start();
  });
  return shape;
}
