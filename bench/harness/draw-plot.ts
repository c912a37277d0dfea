/** One measured point: what it is measured against, and what it cost. */
export interface Point {
  at: number;
  wallSeconds: number;
  cpuSeconds: number;
  peakMiB: number;
}

/** One chart of wall and processor time. */
export interface Chart {
  title: string;
  /** What stands along the bottom. */
  unit: string;
  points: readonly Point[];
}

const plot = { width: 340, height: 220, left: 52, top: 56, gap: 80 };
const lines = [
  { label: 'wall', color: '#1B6EC2', pick: (point: Point) => point.wallSeconds },
  { label: 'CPU', color: '#C2571B', pick: (point: Point) => point.cpuSeconds },
];

/** Draws charts side by side as SVG, axes from 0, seconds upwards. */
export function drawPlot(charts: readonly Chart[], caption: string): string {
  const width = plot.left + charts.length * (plot.width + plot.gap) - plot.gap + 24;
  const height = plot.top + plot.height + 64;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#FFFFFF"/>`,
    `<text x="${plot.left}" y="20" fill="#555555">${caption}</text>`,
    ...charts.map((chart, index) => drawChart(chart, plot.left + index * (plot.width + plot.gap))),
    '</svg>',
    '',
  ].join('\n');
}

function drawChart({ title, unit, points }: Chart, left: number): string {
  const bottom = plot.top + plot.height;
  const mostAcross = Math.max(...points.map((point) => point.at));
  const mostUp = niceTop(Math.max(...points.flatMap((point) => lines.map((line) => line.pick(point)))));
  const x = (value: number) => (left + (value / mostAcross) * plot.width).toFixed(1);
  const y = (value: number) => (bottom - (value / mostUp) * plot.height).toFixed(1);
  const ticks = [0, 1, 2, 3, 4].map((step) => (mostUp * step) / 4);
  return [
    `<text x="${left}" y="${plot.top - 12}" font-weight="bold">${title}</text>`,
    ...ticks.map(
      (tick) =>
        `<path d="M${left} ${y(tick)}h${plot.width}" stroke="#DDDDDD"/><text x="${left - 6}" y="${Number(y(tick)) + 4}" text-anchor="end" fill="#555555">${Number(tick.toFixed(1))} s</text>`,
    ),
    ...points.map(
      (point) => `<text x="${x(point.at)}" y="${bottom + 18}" text-anchor="middle" fill="#555555">${point.at}</text>`,
    ),
    `<text x="${left + plot.width / 2}" y="${bottom + 40}" text-anchor="middle">${unit}</text>`,
    ...lines.map((line, index) => {
      const at = points.map((point) => `${x(point.at)},${y(line.pick(point))}`);
      const dots = at.map((pair) => `<circle cx="${pair.split(',')[0]}" cy="${pair.split(',')[1]}" r="3"/>`).join('');
      const key = `<text x="${left + 200 + index * 60}" y="${plot.top - 12}" fill="${line.color}">● ${line.label}</text>`;
      return `<g fill="${line.color}"><polyline points="${at.join(' ')}" fill="none" stroke="${line.color}" stroke-width="2"/>${dots}</g>${key}`;
    }),
  ].join('\n');
}

/** The next of 1, 2, 4, 8 times a power of ten. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.1)));
  return ([1, 2, 4, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}
