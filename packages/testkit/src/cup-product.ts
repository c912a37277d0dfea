/** A product with points enough for any small batch. A brief's `product`, before its defaults. */
export const cupProduct = {
  id: 'CUP1',
  name: '随行杯',
  category: '家居日用',
  price: { amount: '59.00', currency: 'CNY' },
  sellingPoints: ['单手能开', '倒放不漏', '杯身防滑', '净重很轻', '两色可选'],
};
