import type { PresenterCard, Size } from '@clipo/contract';
import type { Picture, PixelRect, Sprite } from '../compositor/types.ts';
import type { AnimationState } from './animation.ts';
import { type LayerContext, pixelsOfBox } from './layer.ts';
import { rasterise } from './sprite-layer.ts';

/** What a presenter stands in, ready to be drawn, and what it lets through of the presenter. */
export interface OpenPresenterCard {
  /** The card's box in pixels. */
  place: PixelRect;
  /** As large as the presenter's picture. */
  mask: Sprite;
  /** Draws the ground and its ring. */
  draw(target: Picture, state: AnimationState): void;
  close(): void;
}

/** Draws a card once. `box` is the presenter's box on the frame, `drawn` the size at which its picture is drawn. */
export function openPresenterCard(
  card: PresenterCard,
  box: PixelRect,
  drawn: Size,
  context: LayerContext,
): OpenPresenterCard {
  const { canvas, compositor, size } = context;
  const place = pixelsOfBox(card.box, size);
  const ring = card.ring === undefined ? 0 : Math.round(card.ringWidth * Math.min(size.width, size.height));
  const ground = rasterise(canvas, size, place, 4, (ctx) => paintGround(ctx, card, place, ring));
  const sprite = ground === null ? null : compositor.createSprite(ground.rgba, ground.width, ground.height);
  const sheet = canvas.createCanvas(drawn.width, drawn.height);
  paintMask(sheet.getContext('2d'), card, place, ring, box, drawn);
  const mask = compositor.createSprite(canvas.takePixels(sheet), drawn.width, drawn.height);
  return {
    place,
    mask,
    draw(target, state) {
      if (ground === null || sprite === null) {
        return;
      }
      const even = (value: number) => Math.round(value / 2) * 2;
      const [dx, dy] = [even(state.dx * size.width), even(state.dy * size.height)];
      if (state.scale === 1) {
        compositor.drawSprite(sprite, target, ground.x + dx, ground.y + dy, state.opacity);
        return;
      }
      const [middleX, middleY] = [place.x + place.w / 2 + dx, place.y + place.h / 2 + dy];
      compositor.drawSpriteScaled(
        sprite,
        target,
        middleX + (ground.x + ground.width / 2 + dx - middleX) * state.scale,
        middleY + (ground.y + ground.height / 2 + dy - middleY) * state.scale,
        state.scale,
        state.opacity,
      );
    },
    close() {
      compositor.releaseSprite(mask);
      if (sprite !== null) {
        compositor.releaseSprite(sprite);
      }
    },
  };
}

/** A rounded card's corners, as a share of its shorter side. */
const roundness = 0.14;

/** The outline of the card's shape, `inset` pixels inside its box. */
function outline(ctx: CanvasRenderingContext2D, { shape }: PresenterCard, place: PixelRect, inset: number): void {
  const { x, y, w, h } = { x: place.x + inset, y: place.y + inset, w: place.w - 2 * inset, h: place.h - 2 * inset };
  ctx.beginPath();
  switch (shape) {
    case 'circle':
      ctx.ellipse(x + w / 2, y + h / 2, w / 2, h / 2, 0, 0, Math.PI * 2);
      break;
    case 'rounded':
      ctx.roundRect(x, y, w, h, Math.max(0, Math.min(place.w, place.h) * roundness - inset));
      break;
    case 'square':
      ctx.rect(x, y, w, h);
      break;
    default:
      shape satisfies never;
  }
}

function paintGround(ctx: CanvasRenderingContext2D, card: PresenterCard, place: PixelRect, ring: number): void {
  if (card.ring !== undefined) {
    outline(ctx, card, place, 0);
    ctx.fillStyle = card.ring;
    ctx.fill();
  }
  const shade = ctx.createLinearGradient(0, place.y, 0, place.y + place.h);
  shade.addColorStop(0, card.fill);
  shade.addColorStop(1, card.fillBelow ?? card.fill);
  outline(ctx, card, place, ring);
  ctx.fillStyle = shade;
  ctx.fill();
}

/** What is let through: all inside the ring; of one that pops out also what stands above the card's middle. */
function paintMask(
  ctx: CanvasRenderingContext2D,
  card: PresenterCard,
  place: PixelRect,
  ring: number,
  box: PixelRect,
  drawn: Size,
): void {
  ctx.scale(drawn.width / box.w, drawn.height / box.h);
  ctx.translate(-box.x, -box.y);
  ctx.fillStyle = '#FFFFFF';
  outline(ctx, card, place, ring);
  ctx.fill();
  if (card.isPopping) {
    const height = place.y + place.h / 2 - box.y;
    ctx.fillRect(place.x + ring, box.y, place.w - 2 * ring, Math.max(0, height));
  }
}
