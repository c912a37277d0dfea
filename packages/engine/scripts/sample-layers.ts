import { captionLooks, type Format, type Layer } from '@clipo/contract';

/** A layer as a storyboard may write it, defaults left out. */
type LayerSource = { kind: Layer['kind'] } & Record<string, unknown>;

export interface SampleScene {
  name: string;
  frame: number;
  label: string;
  layers: LayerSource[];
}

const teal = '#1F6F78';
const amber = '#F2B134';
const outlined = {
  stroke: { color: '#000000CC', width: 0.006 },
  shadow: { color: '#00000080', blur: 0.012, dy: 0.004 },
};

/** One scene for each graphic layer, in words and sizes as a batch has them. */
export function sampleScenes(format: Format): SampleScene[] {
  const isWide = format === '16x9';
  const side = isWide ? 0.25 : 0.1;
  const wide = { x: side, w: 1 - 2 * side };
  const words = (list: string[], spaceAfter: boolean) =>
    list.map((text, index) => ({ text, startFrame: index * 12, endFrame: index * 12 + 12, spaceAfter }));
  const caption = (y: number, list: string[], spaceAfter: boolean): LayerSource => ({
    kind: 'caption',
    box: { ...wide, y, h: 0.16 },
    words: words(list, spaceAfter),
    highlight: amber,
    style: { size: 0.068, color: '#FFFFFF', ...outlined },
  });
  const price = { background: teal, foreground: '#FFFFFF', accent: amber };
  return [
    {
      name: 'text',
      frame: 45,
      label: 'AI生成',
      layers: [
        {
          kind: 'text',
          text: '杯盖一按即开，单手能拿',
          box: { ...wide, y: 0.24, h: 0.16 },
          style: { size: 0.095, color: '#FFFFFF', weight: 'black', ...outlined },
        },
        {
          kind: 'text',
          text: '95℃热水放6小时后仍有62℃',
          box: { ...wide, y: 0.46, h: 0.13 },
          style: {
            size: 0.06,
            color: '#16181D',
            plate: { color: '#FFFFFFF0', radius: 0.02, padX: 0.035, padY: 0.02 },
            shadow: { color: '#00000059', blur: 0.02, dy: 0.005 },
          },
        },
        {
          kind: 'text',
          text: 'Keeps 500 ml hot for 6 hours',
          box: { ...wide, y: 0.66, h: 0.14 },
          style: { size: 0.075, color: amber, align: 'left', ...outlined },
        },
        {
          kind: 'text',
          text: '厂家检测报告 2026-08，室温20℃',
          box: { ...wide, y: 0.84, h: 0.06 },
          style: { size: 0.03, color: '#FFFFFF', weight: 'regular', ...outlined },
        },
      ],
    },
    ...captionLooks.flatMap((look) => [
      {
        name: `caption-${look}-zh`,
        frame: 40,
        label: 'AI生成',
        layers: [
          {
            ...caption(0.62, ['倒放', '24小时', '也', '不漏一滴水', '，', '放进', '包里', '很', '放心', '。'], false),
            look,
          },
        ],
      },
      {
        name: `caption-${look}-en`,
        frame: 66,
        label: 'AI-generated',
        layers: [
          {
            ...caption(0.62, ['Keeps', '500', 'ml', 'hot', 'for', '6', 'hours,', 'even', 'in', 'winter.'], true),
            look,
          },
        ],
      },
    ]),
    {
      name: 'price',
      frame: 45,
      label: 'AI生成',
      layers: [
        {
          kind: 'price-card',
          box: { ...wide, y: 0.18, h: isWide ? 0.36 : 0.22 },
          ...price,
          heading: '到手价',
          price: '¥89.00',
          original: '¥129.00',
          proof: '原价依据：2026年10月1日至31日门店价签',
        },
        {
          kind: 'price-card',
          box: { x: wide.x, w: wide.w * 0.6, y: isWide ? 0.6 : 0.46, h: 0.13 },
          background: '#FFFFFF',
          foreground: '#B3261E',
          accent: '#B3261E',
          price: '¥1,299起',
        },
        {
          kind: 'price-card',
          box: { ...wide, y: 0.76, h: 0.2 },
          background: '#FFF4DC',
          foreground: '#3A2A12',
          accent: '#C4451C',
          heading: 'Now',
          price: 'US$12.50',
          original: 'US$18.00',
          proof: 'Charged in our shop from 1 to 31 October 2026',
        },
      ],
    },
    {
      name: 'stickers',
      frame: 45,
      label: 'AI生成',
      layers: [
        {
          kind: 'sticker',
          shape: 'badge',
          box: square(format, 0.1, 0.25, 0.26),
          text: '净重 268克',
          color: teal,
          foreground: '#FFFFFF',
        },
        {
          kind: 'sticker',
          shape: 'burst',
          box: square(format, 0.58, 0.23, 0.34),
          text: '省40元',
          color: '#D7372B',
          foreground: '#FFFFFF',
          rotation: -10,
        },
        {
          kind: 'sticker',
          shape: 'ribbon',
          box: { ...wide, y: 0.5, h: 0.075 },
          text: '倒放24小时无渗漏',
          color: amber,
          foreground: '#2A1B00',
        },
        {
          kind: 'sticker',
          shape: 'arrow',
          box: { x: 0.12, y: 0.62, w: isWide ? 0.2 : 0.36, h: 0.1 },
          text: '按这里',
          color: '#D7372B',
          foreground: '#FFFFFF',
          rotation: -18,
        },
        {
          kind: 'sticker',
          shape: 'tick',
          box: { x: isWide ? 0.5 : 0.1, y: 0.78, w: isWide ? 0.4 : 0.7, h: isWide ? 0.1 : 0.06 },
          text: '316不锈钢内胆',
          color: '#FFFFFF',
          foreground: teal,
        },
        {
          kind: 'sticker',
          shape: 'tick',
          box: { x: isWide ? 0.5 : 0.1, y: 0.9, w: isWide ? 0.4 : 0.7, h: isWide ? 0.08 : 0.05 },
          text: 'Weighs 268 g',
          color: teal,
          foreground: '#FFFFFF',
        },
        {
          kind: 'sticker',
          shape: 'badge',
          box: { x: 0.55, y: 0.64, w: isWide ? 0.2 : 0.36, h: isWide ? 0.1 : 0.06 },
          text: '单手开盖',
          color: '#16181D',
          foreground: '#FFFFFF',
        },
        { kind: 'logo', box: { x: 0.6, y: 0.03, w: 0.34, h: 0.08 }, text: '澄光' },
      ],
    },
    {
      name: 'end-card',
      frame: 45,
      label: 'AI生成',
      layers: [
        {
          kind: 'end-card',
          box: { x: 0, y: 0, w: 1, h: 1 },
          brand: '澄光',
          headline: '澄光随行保温杯 500ml，通勤路上一口热的',
          action: '点击链接看看',
          background: teal,
          foreground: '#FFFFFF',
          accent: amber,
        },
      ],
    },
    {
      name: 'end-card-en',
      frame: 45,
      label: 'AI-generated',
      layers: [
        {
          kind: 'end-card',
          box: { x: 0, y: 0, w: 1, h: 1 },
          brand: 'Chengguang',
          headline: 'Hot until noon, light in the bag',
          action: 'See the shop',
          background: '#FBF6EC',
          foreground: '#2A2118',
          accent: '#C4451C',
        },
      ],
    },
  ];
}

/** A box that is square in pixels, `share` of the short side. */
function square(format: Format, x: number, y: number, share: number): { x: number; y: number; w: number; h: number } {
  const [across = 1, down = 1] = format.split('x').map(Number);
  const short = Math.min(across, down);
  return { x, y, w: (share * short) / across, h: (share * short) / down };
}
