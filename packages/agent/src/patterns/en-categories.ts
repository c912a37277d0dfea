import type { Category } from './category.ts';
import type { LanguagePatterns } from './pattern.ts';

/** English lines of a category: its scenes, its troubles, its verbs. None claims anything about the product. */
export const enCategories: Record<Category, Partial<LanguagePatterns>> = {
  baby: {
    hook: {
      scene: ['Baby on one arm, bags on the other?', 'What’s in your baby bag?', 'Up again at three in the morning?'],
      pain: ['Shopping for a baby is scary, right?'],
      story: ['Parents read every label. Here is one.'],
    },
    pain: {
      pain: ['For your little one, every choice feels big.'],
      scene: ['The baby cries, and your hands are full.'],
    },
    demo: { curiosity: ['For your little one, take your time and look.'] },
    cta: { scene: ['Send this to your partner.', 'For the baby bag? Tap below.'] },
  },
  pet: {
    hook: {
      scene: ['Who waits for you at the door?', 'One rustle, and they come running?', 'Was someone a good boy today?'],
      pain: ['Picky pet at home?'],
      story: ['They run the house. You just pay.'],
    },
    pain: {
      pain: ['You buy ten things, and they ignore nine.'],
      scene: ['Their dinner comes before yours, every night.'],
    },
    demo: { curiosity: ['In the end, the one with four legs decides.'] },
    cta: { scene: ['Something for your furry friend. Tap below.', 'Share it with a fellow pet parent.'] },
  },
  car: {
    hook: {
      scene: ['Stuck in traffic? Look at this.', 'Is your car a mess, too?', 'Road trip this weekend?'],
      pain: ['Something in your car always bugs you?'],
      story: ['New car. What did you buy first?'],
    },
    pain: {
      pain: ['Small things in a car can drive you mad.'],
      scene: ['All week at work, then the car wants care.'],
    },
    demo: { curiosity: ['Picture {them} in your own car.'] },
    cta: { scene: ['Drivers, tap below.', 'Share it with a friend who drives.'] },
  },
  drinkware: {
    hook: {
      scene: [
        'Busy day, forgot to drink again?',
        'Leaving home without your water?',
        'Two hours of meetings, nothing to sip?',
      ],
      contrast: ['Same water. Different cup.'],
      story: ['A shelf of mugs, and one you love?'],
    },
    pain: { pain: ['You own ten, and use only one of them.'], scene: ['On the train, thirsty, digging in your bag.'] },
    demo: { curiosity: ['Think of {them} on your desk tomorrow.'] },
    cta: { scene: ['For your desk? Tap below.', 'Drink more water. Tap below.'] },
  },
  drinks: {
    hook: {
      scene: [
        'Three in the afternoon, eyes closing?',
        'What’s your first sip of the day?',
        'Friends coming over? Pour them this.',
      ],
      contrast: ['Same cup, but what’s in it?'],
      story: ['Every morning starts with one sip.'],
    },
    pain: { pain: ['You buy a big pack, then lose interest.'], scene: ['It’s three o’clock, and you need a break.'] },
    demo: { scene: ['Pour a cup, and look at the color.'] },
    cta: { scene: ['For your next break? Tap below.', 'Share a cup with a friend.'] },
  },
  snack: {
    hook: {
      scene: ['Movie night, empty hands?', 'Four o’clock, and hungry again?', 'Is the snack drawer empty?'],
      contrast: ['A craving is a craving. Choose well.'],
      story: ['You said just one bite. And then?'],
    },
    pain: { pain: ['You want a bite, but of what?'], scene: ['Halfway through the show, you want a bite.'] },
    demo: { scene: ['Think of that very first bite.'] },
    cta: { scene: ['For the office drawer? Tap below.', 'Hungry now? Tap below.'] },
  },
  staple: {
    hook: {
      scene: ['What’s for dinner tonight?', 'Home late. Still cooking?', 'Cooking at home this weekend?'],
      contrast: ['Same recipe, better pantry?'],
      story: ['Every home meal starts in the pantry.'],
    },
    pain: {
      pain: ['Choosing dinner is harder than cooking it.'],
      scene: ['It’s half past seven, and the stove is cold.'],
    },
    demo: { scene: ['Steam rises, and dinner looks like dinner.'] },
    cta: { scene: ['Stock the pantry. Tap below.', 'Dinner tonight? Tap below.'] },
  },
  kitchen: {
    hook: {
      scene: [
        'Is your kitchen a battlefield?',
        'What do you reach for every day?',
        'One thing missing in your kitchen?',
      ],
      contrast: ['Same dinner, different tools.'],
      story: ['Good meals start with good tools.'],
    },
    pain: {
      pain: ['With the wrong tools, dinner is a fight.'],
      scene: ['Every cupboard open, and nothing fits the job.'],
    },
    demo: { curiosity: ['Picture {them} in your own kitchen.'] },
    cta: { scene: ['For your kitchen? Tap below.', 'Love to cook? Tap below.'] },
  },
  beauty: {
    hook: {
      scene: ['Five minutes before you leave?', 'How many bottles on your shelf?', 'Makeup off, mirror on?'],
      contrast: ['Before the glow, read the label.'],
      story: ['How many did you really finish?'],
    },
    pain: { pain: ['You bought them all, and finished none.'], scene: ['Late again, and the mirror is no help.'] },
    demo: { scene: ['A little on your hand, and see the texture.'] },
    cta: { scene: ['Save a spot on your shelf.', 'Save it for when you run out.'] },
  },
  care: {
    hook: {
      scene: [
        'Which minutes of the day are yours?',
        'Rushing your morning routine?',
        'What’s missing on your bath shelf?',
      ],
      contrast: ['You use it daily, but have you read it?'],
      story: ['Some habits start at the sink.'],
    },
    pain: { pain: ['You use it daily, yet hardly chose it.'], scene: ['Three minutes in the bathroom, then out.'] },
    demo: { curiosity: ['In your hands every day, so look twice.'] },
    cta: { scene: ['Time for a new one? Tap below.', 'Swap one thing. Tap below.'] },
  },
  shoes: {
    hook: {
      scene: ['How many steps today?', 'Full rack, nothing to wear?', 'Going for a run? In what?'],
      contrast: ['Nice to look at. Nice to walk in?'],
      pain: ['A week of blisters, every new pair?'],
    },
    pain: { pain: ['Pretty ones hurt, comfy ones look odd.'], scene: ['Halfway through town, you need a bench.'] },
    demo: { curiosity: ['Think of the outfit you would wear {them} with.'] },
    cta: { scene: ['Pick a color below.', 'See if they have your size.'] },
  },
  luggage: {
    hook: {
      scene: ['Bag packed for the next trip?', 'Three days away. What do you pack?', 'Flying soon?'],
      contrast: ['They all hold clothes. Rolling one differs.'],
      pain: ['Is your suitcase the worst part of a trip?'],
    },
    pain: {
      pain: ['An hour of packing, and it still won’t close.'],
      scene: ['One hand pulls, the other looks for the ticket.'],
    },
    demo: { curiosity: ['Picture the next trip packed inside.'] },
    cta: { scene: ['Your next trip? Tap below.', 'Save it before you pack.'] },
  },
  bags: {
    hook: {
      scene: ['What do you carry every day?', 'At the gate, still digging for your ID?', 'Packing for three days?'],
      contrast: ['Roomy or pretty? Why choose?'],
      pain: ['Is your bag a black hole?'],
    },
    pain: {
      pain: ['Everything is in there, except what you need.'],
      scene: ['One hand digs, the other holds the ticket.'],
    },
    demo: { curiosity: ['Picture your daily things inside.'] },
    cta: { scene: ['Your next trip? Tap below.', 'See the colors below.'] },
  },
  clothing: {
    hook: {
      scene: ['What are you wearing tomorrow?', 'Full closet, nothing to wear?', 'New season, same closet?'],
      contrast: ['Great in photos. And on you?'],
      pain: ['One wash, and it lost its shape?'],
    },
    pain: {
      pain: ['The closet won’t shut, yet there’s nothing to wear.'],
      scene: ['Ten minutes now, staring at your closet.'],
    },
    demo: { curiosity: ['Think of what you would wear {them} with.'] },
    cta: { scene: ['See if they have your size.', 'Pick a color below.'] },
  },
  digital: {
    hook: {
      scene: ['Which gadget do you use most?', 'Time for an upgrade?', 'How old is the one you use now?'],
      contrast: ['Specs are easy. Daily use is not.'],
      pain: ['Does your gear quit when it counts?'],
    },
    pain: {
      pain: ['You read the specs, and know even less.'],
      scene: ['Just when it counts, your gear lets you down.'],
    },
    demo: { curiosity: ['You would use {them} every day, so look well.'] },
    cta: { scene: ['Time for an upgrade? Tap below.', 'Full specs below. Tap in.'] },
  },
  appliance: {
    hook: {
      scene: ['Home at last. What do you switch on?', 'One more machine at home?', 'How old is the one at home?'],
      contrast: ['They all work. Living with one differs.'],
      pain: ['Used twice, then left in a corner?'],
    },
    pain: {
      pain: ['Bought with joy, then left in a corner.'],
      scene: ['Home at last, and you want one button to do it.'],
    },
    demo: { curiosity: ['Think of where {it} would stand at your place.'] },
    cta: { scene: ['Some help at home? Tap below.', 'Ask your family, then tap below.'] },
  },
  sports: {
    hook: {
      scene: ['How many workouts this week?', 'Home from work. Any energy left?', 'Work is done. Still training?'],
      contrast: ['You don’t lack time. Just start.'],
      pain: ['Three days in, then you stopped?'],
    },
    pain: { pain: ['You have all the gear, and still the couch wins.'], scene: ['After work: the couch, or the mat?'] },
    demo: { scene: ['A little space is enough to get moving.'] },
    cta: { scene: ['Start this week. Tap below.', 'Bring your workout buddy along.'] },
  },
  outdoors: {
    hook: {
      scene: ['Off to the hills this weekend?', 'Nice weather. Staying in?', 'A whole day outside?'],
      contrast: ['Five days in town, one day out?'],
      pain: ['Packing takes longer than the trip?'],
    },
    pain: {
      pain: ['When you want to go, something is missing.'],
      scene: ['You reach the camp, and it’s getting dark.'],
    },
    demo: { curiosity: ['Picture next weekend out there with {them}.'] },
    cta: { scene: ['Next weekend? Tap below.', 'Show it to your trip buddy.'] },
  },
  books: {
    hook: {
      scene: ['Half an hour before bed?', 'Kids asking why, all day long?', 'A few pages together tonight?'],
      contrast: ['Screens are fast. Pages take their time.'],
      story: ['Some books get read to pieces.'],
    },
    pain: { pain: ['A full shelf, and only a few were read.'], scene: ['The screen is on, and nobody hears you.'] },
    demo: { scene: ['Open a page, and read it out slowly.'] },
    cta: { scene: ['For the bookshelf? Tap below.', 'A gift for a little reader.'] },
  },
  stationery: {
    hook: {
      scene: ['Did you write your plan down?', 'Back to school list ready?', 'Still taking notes by hand?'],
      contrast: ['Typed fast, forgotten faster?'],
      story: ['What goes on your first page?'],
    },
    pain: { pain: ['Ten notebooks, and none of them full.'], scene: ['Pages of notes, and you never look back.'] },
    demo: { scene: ['Open a page, and take your time.'] },
    cta: { scene: ['For your desk? Tap below.', 'A gift for someone who writes.'] },
  },
  furniture: {
    hook: {
      scene: [
        'A rented place that feels like home?',
        'Which corner still lacks something?',
        'That empty corner, what goes there?',
      ],
      contrast: ['Grand in photos. And at home?'],
      pain: ['Afraid of buying the wrong size?'],
    },
    pain: { pain: ['A big piece gone wrong is a big headache.'], scene: ['A whole afternoon with a tape measure.'] },
    demo: { curiosity: ['Mark out the spot at home, and picture {them}.'] },
    cta: { scene: ['Measure first, then tap below.', 'Decide it together. Share this.'] },
  },
  home: {
    hook: {
      scene: ['When do you unwind at home?', 'Big clean this weekend?', 'What at home needs replacing?'],
      contrast: ['Used every day. Chosen in a minute?'],
      story: ['A home comes together piece by piece.'],
    },
    pain: { pain: ['What you use daily should never annoy you.'], scene: ['You tidy all day, and then it’s back.'] },
    demo: { curiosity: ['Think of where {it} would live at your place.'] },
    cta: { scene: ['Swap one thing at home. Tap below.', 'Useful at home? Tap below.'] },
  },
};
