import type { Brief, Music, MusicChoice, MusicTrack, PreparedMaterial, Product } from '@clipo/contract';
import { musicTracks, textIn } from '@clipo/contract';
import { seededOrder } from '../script/seeded-order.ts';

/** Level of music against the voice, before it goes down under it. */
const gainDb = -8;

/** What words of a tone, category, audience or product say about the music; the first of a rule's pieces fits best. */
const leanings: readonly { words: RegExp; tracks: readonly MusicTrack[] }[] = [
  {
    words: /春节|新年|新春|元旦|中秋|端午|国庆|节日|年货|喜庆|团圆|红火|festiv|new year|holiday|lantern|celebrat/iu,
    tracks: ['festive-lanterns'],
  },
  {
    words: /国风|古风|东方|中式|茶|汉服|瓷|禅|养生|中药|非遗|oriental|chinese style|tea\b|porcelain|zen\b/iu,
    tracks: ['jade-garden', 'festive-lanterns'],
  },
  {
    words:
      /数码|科技|手机|电脑|耳机|智能|电子|相机|硬核|汽车|车载|tech|digital|gadget|smart|electronic|phone|computer|audio|car\b/iu,
    tracks: ['tech-grid', 'news-pulse', 'summer-pop'],
  },
  {
    words: /高级|奢|质感|优雅|珠宝|香水|腕表|轻奢|精致|premium|luxur|elegan|jewel|perfume|watch\b|refined/iu,
    tracks: ['premium-silk', 'cinema-dawn', 'calm-water'],
  },
  {
    words:
      /治愈|安静|舒缓|平静|温柔|睡眠|护肤|母婴|婴儿|瑜伽|冥想|calm|gentle|quiet|sleep|skin ?care|baby|yoga|spa\b|sooth/iu,
    tracks: ['calm-water', 'warm-home', 'jade-garden'],
  },
  {
    words: /温馨|温暖|家居|家庭|厨房|日用|居家|亲切|实在|warm|home|household|kitchen|family|cosy|cozy|honest/iu,
    tracks: ['warm-home', 'acoustic-road', 'bright-morning'],
  },
  {
    words: /可爱|有趣|俏皮|搞笑|玩具|宠物|零食|儿童|萌|幽默|playful|cute|funny|fun\b|toy|pet\b|snack|kid|humou?r/iu,
    tracks: ['playful-steps', 'bright-morning', 'funk-corner'],
  },
  {
    words: /新闻|快讯|通报|播报|紧急|限时|秒杀|倒计时|news|breaking|urgent|flash sale|countdown/iu,
    tracks: ['news-pulse', 'tech-grid'],
  },
  {
    words: /潮|酷|街头|运动|健身|时尚|穿搭|球鞋|cool|street|sport|fitness|fashion|sneaker|trend/iu,
    tracks: ['funk-corner', 'summer-pop', 'tech-grid'],
  },
  {
    words: /励志|梦想|感动|震撼|大气|故事|公益|inspir|epic|emotional|story|dream|cinematic/iu,
    tracks: ['cinema-dawn', 'acoustic-road'],
  },
  {
    words: /户外|旅行|露营|自然|有机|农|果|手作|outdoor|travel|camp|nature|organic|farm|fruit|handmade/iu,
    tracks: ['acoustic-road', 'warm-home', 'bright-morning'],
  },
  {
    words: /咖啡|读书|文具|书|办公|学习|慢|松弛|coffee|book|study|office|stationery|desk|chill|lo-?fi/iu,
    tracks: ['lofi-desk', 'warm-home', 'calm-water'],
  },
  {
    words:
      /活力|青春|夏|轻松|开心|快乐|美食|饮料|美妆|彩妆|促销|energetic|young|summer|happy|light|drink|food|make-?up|sale\b|easy/iu,
    tracks: ['summer-pop', 'bright-morning', 'playful-steps'],
  },
];

/** How much each place says: what the user writes about the tone counts most. */
const weights = { tone: 3, category: 2, name: 1, audience: 1 } as const;

/**
 * The piece that fits a brief and a product: words of tone, category, name and audience each lean towards some pieces;
 * among those that fit best the seed decides, and where no word says anything, among all. Pure.
 */
export function chooseTrack(
  brief: Pick<Brief, 'tone' | 'audience' | 'seed'>,
  product: Pick<Product, 'name' | 'category'>,
): MusicTrack {
  const texts = {
    tone: brief.tone ?? '',
    category: product.category ?? '',
    name: `${textIn(product.name, 'zh-CN').text} ${textIn(product.name, 'en').text}`,
    audience: brief.audience ?? '',
  };
  const scores = new Map<MusicTrack, number>(musicTracks.map((track) => [track, 0]));
  for (const place of ['tone', 'category', 'name', 'audience'] as const) {
    for (const { words, tracks } of leanings) {
      if (words.test(texts[place])) {
        tracks.forEach((track, rank) => {
          scores.set(track, (scores.get(track) ?? 0) + weights[place] / (1 + rank * 0.5));
        });
      }
    }
  }
  const most = Math.max(...scores.values());
  // What fits nearly as well may come too: seeds should sound different, and still right.
  const fitting = musicTracks.filter((track) => (scores.get(track) ?? 0) >= most * 0.66);
  const [chosen = musicTracks[0]] = seededOrder(fitting, brief.seed, 'music');
  return chosen;
}

/**
 * The music of a video as its brief asks for it; null for none. `own` is the prepared file where the brief names one.
 * Pure.
 */
export function musicFor(
  brief: Pick<Brief, 'tone' | 'audience' | 'seed'> & { music: MusicChoice },
  product: Pick<Product, 'name' | 'category'>,
  own: PreparedMaterial | undefined,
): Music | null {
  const { music, seed } = brief;
  if (music === false) {
    return null;
  }
  if (music === true) {
    return { track: chooseTrack(brief, product), seed, gainDb };
  }
  if (typeof music === 'string') {
    return { track: music, seed, gainDb };
  }
  if ('track' in music) {
    return { track: music.track, seed, gainDb };
  }
  return own === undefined ? null : { material: own.id, path: own.path, gainDb };
}
