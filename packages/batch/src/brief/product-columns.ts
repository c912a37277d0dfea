import { nearestOf } from '@clipo/contract';

/** The columns of products.csv and products.jsonl. */
export const productColumns = [
  'id',
  'name',
  'category',
  'price',
  'currency',
  'sellingPoints',
  'facts',
  'materials',
  'link',
] as const;
export type ProductColumn = (typeof productColumns)[number];

/** What a cell of a column becomes. `sale` is the price that holds now; `price` beside it is then the original one. */
export type ColumnUse = ProductColumn | 'sale' | 'moreMaterials' | 'ignored';

/** Column names of the product feeds of Google Merchant Center, Meta's catalogue and TikTok's, and what each is here. */
const feedColumns: Readonly<Record<string, ColumnUse>> = {
  title: 'name',
  // TikTok's catalogue.
  sku_id: 'id',
  product_type: 'category',
  google_product_category: 'category',
  fb_product_category: 'category',
  sale_price: 'sale',
  product_highlight: 'sellingPoints',
  image_link: 'materials',
  additional_image_link: 'moreMaterials',
  // Free text without a source: a script says only facts and selling points that are listed.
  description: 'ignored',
  // The brand is the brief's, so that one batch speaks with one voice.
  brand: 'ignored',
  availability: 'ignored',
  availability_date: 'ignored',
  condition: 'ignored',
  gtin: 'ignored',
  mpn: 'ignored',
  identifier_exists: 'ignored',
  item_group_id: 'ignored',
  mobile_link: 'ignored',
  sale_price_effective_date: 'ignored',
  shipping: 'ignored',
  shipping_weight: 'ignored',
  tax: 'ignored',
  color: 'ignored',
  size: 'ignored',
  gender: 'ignored',
  age_group: 'ignored',
  material: 'ignored',
  pattern: 'ignored',
  rich_text_description: 'ignored',
  short_description: 'ignored',
  quantity_to_sell_on_facebook: 'ignored',
  inventory: 'ignored',
  status: 'ignored',
  visibility: 'ignored',
  internal_label: 'ignored',
  custom_label_0: 'ignored',
  custom_label_1: 'ignored',
  custom_label_2: 'ignored',
  custom_label_3: 'ignored',
  custom_label_4: 'ignored',
  shipping_weight_unit: 'ignored',
  product_tags: 'ignored',
  style: 'ignored',
  video_link: 'moreMaterials',
  // What the studio writes beside the rows of a table that it hands back to be mended.
  clipo_problems: 'ignored',
};

const uses = new Map<string, ColumnUse>([
  ...productColumns.map((column): [string, ColumnUse] => [normalise(column), column]),
  ...Object.entries(feedColumns).map(([name, use]): [string, ColumnUse] => [normalise(name), use]),
]);

/** What a column name means; undefined where it is unknown. Letter case, spaces, dashes and a `g:` before it do not count. */
export function useOfColumn(name: string): ColumnUse | undefined {
  return uses.get(normalise(name));
}

/** Whether a column may stand in a table several times, as feeds do with pictures: its cells are joined. */
export function isListColumn(name: string): boolean {
  const use = useOfColumn(name);
  return (
    use === 'sellingPoints' || use === 'facts' || use === 'materials' || use === 'moreMaterials' || use === 'ignored'
  );
}

/** The known column nearest to an unknown one. */
export function nearestColumn(name: string): string | undefined {
  return nearestOf(name.trim(), [...productColumns, ...Object.keys(feedColumns)]);
}

function normalise(name: string): string {
  return name
    .trim()
    .replace(/^g:/i, '')
    .replace(/[\s_-]/g, '')
    .toLowerCase();
}
