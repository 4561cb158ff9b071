/** What a piece of news may be about, in the order of the classes. */
export const topics = ['sport', 'politics', 'business', 'science', 'culture'] as const;
export type Topic = (typeof topics)[number];
export const sentiments = ['negative', 'neutral', 'positive'] as const;
export type Sentiment = (typeof sentiments)[number];
export const entityTypes = ['PER', 'ORG', 'LOC'] as const;
export type EntityType = (typeof entityTypes)[number];

/** What happens: how the text tells it, and how the headline does. `{LOC}` … are filled with names; headlines repeat those of the text. */
export interface Happening {
  readonly text: string;
  readonly headline: string;
}

/** Happenings by topic and sentiment. The subject stands before them: a person, or for some topics an organisation. */
export const happenings: Readonly<Record<Topic, Readonly<Record<Sentiment, readonly Happening[]>>>> = {
  sport: {
    positive: [
      { text: 'won the final against {ORG}', headline: 'wins against {ORG}' },
      { text: 'scored twice in the match at {LOC}', headline: 'scores in {LOC}' },
      { text: 'set a new record at the games in {LOC}', headline: 'sets record' },
    ],
    neutral: [
      { text: 'will play for {ORG} next season', headline: 'joins {ORG}' },
      { text: 'trained with the team in {LOC}', headline: 'trains in {LOC}' },
    ],
    negative: [
      { text: 'lost the final against {ORG}', headline: 'loses against {ORG}' },
      { text: 'was injured during the match at {LOC}', headline: 'injured in {LOC}' },
      { text: 'was banned after the race in {LOC}', headline: 'banned from race' },
    ],
  },
  politics: {
    positive: [
      { text: 'signed a treaty with the council of {LOC}', headline: 'signs treaty' },
      { text: 'won the election in {LOC}', headline: 'wins election in {LOC}' },
    ],
    neutral: [
      { text: 'presented the budget to parliament in {LOC}', headline: 'presents budget' },
      { text: 'met the minister in {LOC}', headline: 'meets minister in {LOC}' },
      { text: 'answered questions about {ORG}', headline: 'questioned about {ORG}' },
    ],
    negative: [
      { text: 'resigned after a scandal at {ORG}', headline: 'resigns over {ORG}' },
      { text: 'lost the vote in {LOC}', headline: 'loses vote in {LOC}' },
      { text: 'was accused of fraud by the court of {LOC}', headline: 'accused of fraud' },
    ],
  },
  business: {
    positive: [
      { text: 'reported record profits at {ORG}', headline: 'reports record profits' },
      { text: 'opened a new factory in {LOC}', headline: 'opens factory in {LOC}' },
    ],
    neutral: [
      { text: 'bought shares of {ORG}', headline: 'buys shares of {ORG}' },
      { text: 'moved the office to {LOC}', headline: 'moves to {LOC}' },
    ],
    negative: [
      { text: 'closed the factory in {LOC}', headline: 'closes factory in {LOC}' },
      { text: 'cut jobs at {ORG} after heavy losses', headline: 'cuts jobs at {ORG}' },
      { text: 'went bankrupt in {LOC}', headline: 'goes bankrupt' },
    ],
  },
  science: {
    positive: [
      { text: 'discovered a cure in a laboratory in {LOC}', headline: 'discovers cure' },
      { text: 'launched a telescope with {ORG}', headline: 'launches telescope' },
    ],
    neutral: [
      { text: 'studied the climate of {LOC}', headline: 'studies climate of {LOC}' },
      { text: 'published an experiment with {ORG}', headline: 'publishes experiment' },
    ],
    negative: [
      { text: 'withdrew a study after errors at {ORG}', headline: 'withdraws study' },
      { text: 'lost contact with the probe above {LOC}', headline: 'loses probe' },
    ],
  },
  culture: {
    positive: [
      { text: 'received a prize for the novel about {LOC}', headline: 'receives prize' },
      { text: 'delighted the audience of the concert in {LOC}', headline: 'delights {LOC}' },
    ],
    neutral: [
      { text: 'shows paintings at the museum of {LOC}', headline: 'shows paintings in {LOC}' },
      { text: 'is filming in {LOC} for {ORG}', headline: 'films in {LOC}' },
    ],
    negative: [
      { text: 'cancelled the concert in {LOC}', headline: 'cancels concert in {LOC}' },
      { text: 'disappointed the critics of the film about {ORG}', headline: 'disappoints critics' },
    ],
  },
};

/** What others say of it: each closes a text, and agrees with its sentiment. */
export const comments: Readonly<Record<Sentiment, readonly string[]>> = {
  positive: [
    'supporters were delighted',
    '{PER} called it a great day',
    'observers praised the result',
    'nobody was disappointed',
  ],
  neutral: ['no comment was given', '{PER} was also there', 'details will follow', 'observers took note'],
  negative: [
    'supporters were disappointed',
    '{PER} called it a bad day',
    'observers criticised the result',
    'nobody was delighted',
  ],
};

export const openings = ['', 'yesterday', 'on monday', 'last week', 'in {LOC}', 'according to {ORG}', 'as expected'] as const;

const starts = [
  'al',
  'bren',
  'cor',
  'dal',
  'el',
  'far',
  'gran',
  'hol',
  'is',
  'jor',
  'kel',
  'lor',
  'mar',
  'nor',
  'ost',
  'per',
  'ros',
  'sel',
];
const middles = ['a', 'e', 'i', 'o', 'an', 'en', 'in', 'or'];
const ends: Readonly<Record<'given' | 'family' | 'place', readonly string[]>> = {
  given: ['ia', 'no', 'ra', 'lie'],
  family: ['ström', 'ić', 'sen', 'ez', 'mann'],
  place: ['ton', 'burg', 'ville', 'stad', 'port'],
};

/** The `index`-th invented name of its sort; the same letters may begin names of all sorts, so that only the ending and the place tell. */
function coin(sort: keyof typeof ends, index: number): string {
  const pick = (list: readonly string[], i: number): string => list[i % list.length] ?? '';
  const round = Math.floor(index / starts.length);
  return `${pick(starts, index)}${pick(middles, index * 3 + round)}${pick(ends[sort], index + round)}`;
}

/** Names to fill in: `count` given, family and place names each, and organisations named after places and families. */
export class Names {
  private readonly given: readonly string[];
  private readonly family: readonly string[];
  private readonly places: readonly string[];

  constructor(count: number) {
    const list = (sort: keyof typeof ends): string[] => [...new Set(Array.from({ length: count }, (_, i) => coin(sort, i)))];
    this.given = list('given');
    this.family = list('family');
    this.places = list('place');
  }

  get words(): readonly string[] {
    return [...this.given, ...this.family, ...this.places, ...organisationWords];
  }

  /** `draw(n)`: a whole number below n. An entity is one to three words. */
  make(type: EntityType, draw: (n: number) => number): string[] {
    const one = (list: readonly string[]): string => list[draw(list.length)] ?? '';
    switch (type) {
      case 'PER':
        return draw(4) === 0 ? [one(this.family)] : [one(this.given), one(this.family)];
      case 'LOC':
        return draw(4) === 0 ? ['new', one(this.places)] : [one(this.places)];
      case 'ORG':
        return draw(2) === 0 ? [one(this.places), one(organisationWords)] : [one(this.family), 'and', one(this.family)];
    }
  }
}

const organisationWords = ['united', 'bank', 'institute', 'group', 'council', 'university'];
