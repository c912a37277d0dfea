import type { MakeInput, MakePlan } from '@clipo/batch';
import { axisNames } from '@clipo/contract';
import type { Say } from '../i18n/translate.ts';
import { formatTime } from '../progress/format-time.ts';

/** More videos than this are counted, not listed. */
const mostListed = 30;

/** A plan for people: how many videos, of which choices, how much work, how long, and their names. */
export function planLines(plan: MakePlan, input: MakeInput, say: Say): string[] {
  const { brief, products } = input;
  const [first] = products;
  const axes = axisNames.map((axis) => `${axis} ${plan.plan.axes[axis]}`).join(' × ');
  const rest = plan.videos.length - mostListed;
  return [
    say('make.plan.heading', {
      name: products.length === 1 && first !== undefined ? first.product.id : input.folder,
      videos: plan.videos.length,
      creatives: plan.plan.cells.length,
      languages: brief.languages.length,
      formats: brief.formats.length,
      products: products.length,
    }),
    say('make.plan.axes', { kind: plan.plan.kind, seed: plan.plan.seed, axes }),
    say('make.plan.pieces', { pieces: plan.pieces, cached: plan.cached }),
    say('make.plan.estimate', { time: formatTime(plan.estimateSeconds, say) }),
    ...plan.videos.slice(0, mostListed).map((video) => `  ${video.name}`),
    ...(rest > 0 ? [`  ${say('make.plan.more', { count: rest })}`] : []),
  ];
}
