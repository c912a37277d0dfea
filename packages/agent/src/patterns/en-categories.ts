import type { Category } from './category.ts';
import type { LanguagePatterns } from './pattern.ts';

/** English lines of a category: its scenes, its troubles, its verbs. None claims anything about the product. */
export const enCategories: Record<Category, Partial<LanguagePatterns>> = {
  baby: {
    hook: {
      scene: ['Baby on one arm, bags on the other?', 'What is in your baby bag?', 'Up again at three in the morning?'],
      pain: ['Shopping for a baby is scary, right?'],
      story: ['Parents read every label. Here is one.'],
    },
    pain: {
      pain: ['For your little one, every choice feels big.'],
      scene: ['The baby cries, and your hands are full.'],
    },
    demo: { curiosity: ['It is for your little one, so take your time.'] },
    cta: { scene: ['Send this to your partner.', 'One for the baby bag? Tap below.'] },
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
    cta: { scene: ['Get one for your furry friend.', 'Share it with a fellow pet parent.'] },
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
    cta: { scene: ['One for your desk? Tap below.', 'Drink more water. Tap below.'] },
  },
  drinks: {
    hook: {
      scene: [
        'Three in the afternoon, eyes closing?',
        'What is your first sip of the day?',
        'Friends coming over? Pour them this.',
      ],
      contrast: ['Same cup, but what is in it?'],
      story: ['Every morning starts with one sip.'],
    },
    pain: { pain: ['You buy a big pack, then lose interest.'], scene: ['It is three o’clock, and you need a break.'] },
    demo: { scene: ['Pour a cup, and look at the color.'] },
    cta: { scene: ['One for your next break? Tap below.', 'Share a cup with a friend.'] },
  },
  snack: {
    hook: {
      scene: ['Movie night, empty hands?', 'Four o’clock, and hungry again?', 'Is the snack drawer empty?'],
      contrast: ['A craving is a craving. Choose well.'],
      story: ['You said just one bite. And then?'],
    },
    pain: { pain: ['You want a bite, but of what?'], scene: ['Halfway through the show, you want a bite.'] },
    demo: { scene: ['Open the bag, and listen to that.'] },
    cta: { scene: ['One for the office drawer? Tap below.', 'Hungry now? Tap below.'] },
  },
  staple: {
    hook: {
      scene: ['What is for dinner tonight?', 'Home late. Still cooking?', 'Cooking at home this weekend?'],
      contrast: ['Same recipe, better pantry?'],
      story: ['Every home meal starts in the pantry.'],
    },
    pain: {
      pain: ['Choosing dinner is harder than cooking it.'],
      scene: ['It is half past seven, and the stove is cold.'],
    },
    demo: { scene: ['Steam rises, and dinner looks like dinner.'] },
    cta: { scene: ['Stock the pantry. Tap below.', 'Dinner tonight? Tap below.'] },
  },
  kitchen: {
    hook: {
      scene: ['Is your kitchen a battlefield?', 'Three dishes for dinner again?', 'Packing lunch for tomorrow?'],
      contrast: ['Same dish, different tools.'],
      story: ['Good cooking starts before the heat.'],
    },
    pain: {
      pain: ['With the wrong tools, dinner is a fight.'],
      scene: ['The pan smokes, and you are still searching.'],
    },
    demo: { curiosity: ['Picture {them} right next to your stove.'] },
    cta: { scene: ['One for your kitchen? Tap below.', 'Love to cook? Tap below.'] },
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
        'What is missing on your bath shelf?',
      ],
      contrast: ['You use it daily, but have you read it?'],
      story: ['Some habits start at the sink.'],
    },
    pain: { pain: ['You use it daily, yet hardly chose it.'], scene: ['Three minutes in the bathroom, then out.'] },
    demo: { curiosity: ['It is in your hands daily, so look twice.'] },
    cta: { scene: ['Running low at home? Tap below.', 'Swap one thing. Tap below.'] },
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
  bags: {
    hook: {
      scene: ['What do you carry every day?', 'At the gate, still digging for your ID?', 'Packing for three days?'],
      contrast: ['Roomy or pretty? Why choose?'],
      pain: ['Is your bag a black hole?'],
    },
    pain: { pain: ['All is in there, except what you need.'], scene: ['One hand digs, the other holds the ticket.'] },
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
      pain: ['The closet will not shut, yet nothing fits.'],
      scene: ['Ten minutes now, staring at your closet.'],
    },
    demo: { curiosity: ['Think of what you would wear {them} with.'] },
    cta: { scene: ['See if they have your size.', 'Pick a color below.'] },
  },
  digital: {
    hook: {
      scene: ['How do you survive your commute?', 'Cables all over your desk?', 'What is in your travel kit?'],
      contrast: ['Specs are easy. Daily use is not.'],
      pain: ['Does your gear quit when it counts?'],
    },
    pain: {
      pain: ['You read the specs, and know even less.'],
      scene: ['Just when it counts, your gear lets you down.'],
    },
    demo: { curiosity: ['You will use {them} for hours, so look well.'] },
    cta: { scene: ['One for your desk? Tap below.', 'Full specs below. Tap in.'] },
  },
  appliance: {
    hook: {
      scene: ['When do your chores ever end?', 'Weekend gone, all on cleaning?', 'How old is the one at home?'],
      contrast: ['They all work. Living with one differs.'],
      pain: ['Used twice, then left in a corner?'],
    },
    pain: { pain: ['Bought with joy, then left in a corner.'], scene: ['You come home tired, and chores wait.'] },
    demo: { curiosity: ['Think of where {it} would stand at your place.'] },
    cta: { scene: ['Some help at home? Tap below.', 'Ask your family, then tap below.'] },
  },
  sports: {
    hook: {
      scene: ['How many workouts this week?', 'Home from work. Any energy left?', 'Work is done. Still training?'],
      contrast: ['It is not time you lack. Just start.'],
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
      scene: ['You reach the camp, and it is getting dark.'],
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
    cta: { scene: ['One for the shelf? Tap below.', 'A gift for a little reader.'] },
  },
  stationery: {
    hook: {
      scene: ['Did you write your plan down?', 'Back to school list ready?', 'Still taking notes by hand?'],
      contrast: ['Typed fast, forgotten faster?'],
      story: ['What goes on your first page?'],
    },
    pain: { pain: ['Ten notebooks, and none of them full.'], scene: ['Pages of notes, and you never look back.'] },
    demo: { scene: ['Open a page, and take your time.'] },
    cta: { scene: ['One for your desk? Tap below.', 'A gift for someone who writes.'] },
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
      contrast: ['A small thing, used every day.'],
      story: ['A home comes together piece by piece.'],
    },
    pain: { pain: ['Small things bother you most, every day.'], scene: ['You tidy all day, and then it is back.'] },
    demo: { curiosity: ['Think of where {it} would live at your place.'] },
    cta: { scene: ['Swap one thing at home. Tap below.', 'Useful at home? Tap below.'] },
  },
};
