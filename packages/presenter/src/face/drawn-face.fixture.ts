import type { RgbaPicture } from '@clipo/contract';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

/** How a test's face is drawn. No photograph of a person is kept here: these are paint. */
export interface DrawnFace {
  width?: number;
  height?: number;
  /** Middle of the face, and half its width, in pixels. */
  x?: number;
  y?: number;
  radius?: number;
  /** 0 closed … 1 wide open. */
  mouthOpen?: number;
  eyesOpen?: number;
  /** Tilt in degrees; turn to the side −1 … 1. */
  roll?: number;
  turn?: number;
  /** Light on each half: 1 is even daylight. */
  light?: readonly [number, number];
  blur?: number;
  background?: string | null;
  /** A second person beside the first. */
  isTwo?: boolean;
  /** Shift of the whole person in pixels, for films. */
  sway?: number;
}

/** A person from the front, down to the shoulders, in soft shading. */
export function drawFace(options: DrawnFace = {}): RgbaPicture {
  const { width = 720, height = 960, background = '#BFCBD3' } = options;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  if (background !== null) {
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
  }
  if ((options.blur ?? 0) > 0) {
    context.filter = `blur(${options.blur}px)`;
  }
  const person = { x: width / 2, y: height * 0.42, radius: Math.min(width, height) * 0.2, ...options };
  if (options.isTwo === true) {
    drawPerson(context, { ...person, x: width * 0.27, radius: person.radius * 0.7 });
    drawPerson(context, { ...person, x: width * 0.74, radius: person.radius * 0.7 });
  } else {
    drawPerson(context, person);
  }
  const data = context.getImageData(0, 0, width, height).data;
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

type Person = DrawnFace & { x: number; y: number; radius: number };

function drawPerson(context: SKRSContext2D, person: Person): void {
  const { x, y, radius: r, turn = 0, roll = 0, light = [1, 1], sway = 0 } = person;
  context.save();
  context.translate(x + sway, y);
  context.scale(r / 100, r / 100);
  // Shoulders and neck stay upright.
  context.fillStyle = lit('#2E5C6E', light[0]);
  context.beginPath();
  context.moveTo(-210, 420);
  context.bezierCurveTo(-210, 230, -110, 215, -45, 190);
  context.lineTo(45, 190);
  context.bezierCurveTo(110, 215, 210, 230, 210, 420);
  context.lineTo(210, 1000);
  context.lineTo(-210, 1000);
  context.fill();
  context.fillStyle = lit('#C98F6E', (light[0] + light[1]) / 2);
  context.fillRect(-44, 90, 88, 125);
  context.rotate((roll * Math.PI) / 180);
  hair(context, '#33231C', true);
  const skin = context.createLinearGradient(-100, 0, 100, 0);
  skin.addColorStop(0, lit('#D9A07E', light[0]));
  skin.addColorStop(0.35, lit('#EDBE9C', light[0]));
  skin.addColorStop(0.65, lit('#EDBE9C', light[1]));
  skin.addColorStop(1, lit('#D29A78', light[1]));
  context.fillStyle = skin;
  context.beginPath();
  context.moveTo(-98, -30);
  context.bezierCurveTo(-98, -150, 98, -150, 98, -30);
  context.bezierCurveTo(98, 60, 62, 140, 0, 146);
  context.bezierCurveTo(-62, 140, -98, 60, -98, -30);
  context.fill();
  hair(context, '#3B2A22', false);
  const shift = turn * 45;
  for (const side of [-1, 1]) {
    eye(context, side * 42 * (1 - Math.abs(turn) * 0.25) + shift, -18, person.eyesOpen ?? 1);
  }
  nose(context, shift * 1.6);
  mouth(context, shift * 1.1, 82, person.mouthOpen ?? 0);
  context.restore();
}

function hair(context: SKRSContext2D, color: string, isBack: boolean): void {
  context.fillStyle = color;
  context.beginPath();
  if (isBack) {
    context.ellipse(0, -30, 118, 130, 0, 0, Math.PI * 2);
  } else {
    context.moveTo(-104, -20);
    context.bezierCurveTo(-110, -170, 110, -170, 104, -20);
    context.bezierCurveTo(96, -80, 60, -98, 10, -96);
    context.bezierCurveTo(-50, -94, -92, -80, -104, -20);
  }
  context.fill();
}

function eye(context: SKRSContext2D, x: number, y: number, open: number): void {
  context.strokeStyle = '#3A281F';
  context.lineWidth = 7;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(x - 24, y - 26);
  context.quadraticCurveTo(x, y - 38, x + 24, y - 27);
  context.stroke();
  const half = 10 * open;
  context.save();
  context.beginPath();
  context.ellipse(x, y, 21, Math.max(0.5, half), 0, 0, Math.PI * 2);
  context.clip();
  context.fillStyle = '#F6F2EE';
  context.fillRect(x - 30, y - 20, 60, 40);
  context.fillStyle = '#5A3B26';
  context.beginPath();
  context.arc(x, y, 9.5, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = '#140C08';
  context.beginPath();
  context.arc(x, y, 4.5, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = '#FFFFFF';
  context.beginPath();
  context.arc(x + 3, y - 3.5, 2.2, 0, Math.PI * 2);
  context.fill();
  context.restore();
  context.strokeStyle = '#2A1B14';
  context.lineWidth = 3.2;
  context.beginPath();
  context.moveTo(x - 22, y + 1);
  context.quadraticCurveTo(x, y - half * 2 + 1, x + 22, y + 1);
  context.stroke();
  context.strokeStyle = 'rgba(120,72,50,0.55)';
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(x - 19, y + 3);
  context.quadraticCurveTo(x, y + half * 1.9, x + 19, y + 3);
  context.stroke();
}

function nose(context: SKRSContext2D, shift: number): void {
  context.strokeStyle = 'rgba(150,92,66,0.7)';
  context.lineWidth = 3.4;
  context.beginPath();
  context.moveTo(shift * 0.4 - 9, -8);
  context.quadraticCurveTo(shift - 12, 22, shift - 17, 38);
  context.quadraticCurveTo(shift - 8, 47, shift, 46);
  context.quadraticCurveTo(shift + 8, 47, shift + 16, 38);
  context.stroke();
  const glow = context.createRadialGradient(shift, 26, 1, shift, 26, 16);
  glow.addColorStop(0, 'rgba(255,236,220,0.7)');
  glow.addColorStop(1, 'rgba(255,236,220,0)');
  context.fillStyle = glow;
  context.fillRect(shift - 18, 8, 36, 36);
}

function mouth(context: SKRSContext2D, x: number, y: number, open: number): void {
  const drop = open * 26;
  context.fillStyle = '#B4605C';
  context.beginPath();
  context.moveTo(x - 34, y);
  context.quadraticCurveTo(x - 14, y - 13, x, y - 9);
  context.quadraticCurveTo(x + 14, y - 13, x + 34, y);
  context.quadraticCurveTo(x, y + 22 + drop * 1.4, x - 34, y);
  context.fill();
  if (open > 0) {
    context.fillStyle = '#3A1414';
    context.beginPath();
    context.ellipse(x, y + drop * 0.5, 25, drop * 0.55, 0, 0, Math.PI * 2);
    context.fill();
    return;
  }
  context.strokeStyle = '#6E2F2E';
  context.lineWidth = 2.6;
  context.beginPath();
  context.moveTo(x - 33, y);
  context.quadraticCurveTo(x, y + 5, x + 33, y);
  context.stroke();
}

function lit(hex: string, light: number): string {
  const value = Number.parseInt(hex.slice(1), 16);
  const channel = (shift: number) => Math.max(0, Math.min(255, Math.round(((value >> shift) & 255) * light)));
  return `rgb(${channel(16)},${channel(8)},${channel(0)})`;
}
