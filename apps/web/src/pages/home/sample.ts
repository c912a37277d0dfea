import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { type BriefForm, emptyForm, keepForm } from '../batches/brief-form.ts';
import { sendFile } from '../materials/upload-file.ts';

// Not imported, as they lie outside of this room: the bundler sees such addresses and takes the files along.
const clip = new URL('../../../../../examples/tumbler/tumbler.mp4', import.meta.url).href;
const picture = new URL('../../../../../examples/tumbler/coffee.png', import.meta.url).href;

const files: readonly { url: string; name: string; rights: Schemas['Rights'] }[] = [
  {
    url: clip,
    name: 'tumbler.mp4',
    rights: { holder: 'OpenCV contributors', licence: 'Apache-2.0', scope: 'any', people: 'hand only' },
  },
  { url: picture, name: 'coffee.png', rights: { holder: 'Rachel Michetti', licence: 'CC0-1.0', scope: 'any' } },
];

/** What the sample says; materials come when they have been sent. */
const briefs: Record<'zh-CN' | 'en', Partial<BriefForm>> = {
  'zh-CN': {
    name: '澄光随行保温杯 500ml',
    sku: 'TB500',
    category: '家居日用',
    price: '89.00',
    sellingPoints: ['316不锈钢内胆', '杯盖一按即开，单手能喝', '倒放不漏', '杯身磨砂防滑'],
    facts: [
      { text: '净重268克', source: '产品说明书' },
      { text: '倒放24小时无渗漏', source: '厂家检测报告 2026-08' },
    ],
    brandName: '澄光',
    brandColors: ['#1F6F78', '#F2B134'],
    audience: '通勤上班族，25到40岁',
  },
  en: {
    name: 'Chengguang Travel Mug 500 ml',
    sku: 'TB500',
    category: 'Home',
    price: '29.00',
    currency: 'USD',
    sellingPoints: ['Opens with one press', 'Leakproof upside down', 'Frosted, non-slip body'],
    facts: [
      { text: 'Weighs 268 grams', source: 'Product manual' },
      { text: 'No leak in 24 hours upside down', source: 'Maker’s test report, 2026-08' },
    ],
    brandName: 'Chengguang',
    brandColors: ['#1F6F78', '#F2B134'],
    audience: 'Commuters, 25 to 40',
    languages: ['en'],
  },
};

/** Brings the sample's materials into the team and fills in the form of a new batch with it: pressing Start is all that is left. */
export async function takeSample(language: 'zh-CN' | 'en'): Promise<void> {
  const materials = await Promise.all(
    files.map(async ({ url, name, rights }) => {
      const bytes = await (await fetch(url)).blob();
      const id = await sendFile(new File([bytes], name, { type: bytes.type }), () => undefined).material;
      await bodyOf(api().PATCH('/api/v1/materials/{id}', { params: { path: { id } }, body: { rights } }));
      return id;
    }),
  );
  keepForm({ ...emptyForm, ...briefs[language], materials, count: 3, durationSeconds: 10, isDraft: true });
}
