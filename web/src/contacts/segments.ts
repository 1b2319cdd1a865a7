import type { Segment, SegmentParty } from '../api/types'

/** Whose line is recorded: the customer's, who is the first of a segment, or that of whoever is consulted. */
export type Recorded = 'customer' | 'consulted'

const placeOf = (segment: Segment, recorded: Recorded) => segment.parties.findIndex(({ role }) => role === recorded)

/** Who could hear what the recorded one said. */
export function listenersOf(segment: Segment, recorded: Recorded = 'customer'): SegmentParty[] {
  const place = placeOf(segment, recorded)
  return segment.parties.filter((party) => party.hears.includes(place))
}

/** What the recorded one heard: others, music, or the centre's own words. */
export function heardByRecorded(segment: Segment, recorded: Recorded = 'customer'): SegmentParty[] | 'music' | 'centre' {
  const party = segment.parties[placeOf(segment, recorded)]
  if (!party || party.music) return 'music'
  const heard = party.hears.flatMap((at) => segment.parties[at] ?? [])
  return heard.length > 0 ? heard : 'centre'
}

/** Who listened in, of whom the customer knew nothing or little. */
export const earsOf = (segment: Segment): SegmentParty[] =>
  segment.parties.filter((party) => party.role === 'listener')
