import { Template } from '@clipo/contract';
import { expect, it } from 'vitest';
import { shippedTemplate } from './shipped.ts';

it.each([
  ['below the frame', [0, 1.2, 1, 0.2]],
  ['across its right edge', [0.5, 0.5, 1.4, 0.2]],
  ['across its left one', [-0.1, 0.5, 0.5, 0.2]],
] as const)('a template that says something %s is refused, with the place (C5)', (_, tall) => {
  const template = structuredClone(shippedTemplate('clear'));
  const elements = template.arrangements.hero?.elements ?? [];
  const index = elements.findIndex(({ kind }) => kind === 'caption');
  Object.assign(elements[index]?.at ?? {}, { tall });
  expect(Template.safeParse(template).error?.issues).toMatchObject([
    {
      path: ['arrangements', 'hero', 'elements', index, 'at', 'tall'],
      message: expect.stringContaining('out of tall'),
    },
  ]);
});
