import type { Segment, SegmentParty } from '../api/types'

/** Who could hear what the customer said, the customer's place being the first. */
export const listenersOf = (segment: Segment): SegmentParty[] =>
  segment.parties.filter((party) => party.hears.includes(0))

/** What the customer heard: others, music, or the centre's own words. */
export function heardByCustomer(segment: Segment): SegmentParty[] | 'music' | 'centre' {
  const customer = segment.parties[0]
  if (!customer || customer.music) return 'music'
  const heard = customer.hears.flatMap((at) => segment.parties[at] ?? [])
  return heard.length > 0 ? heard : 'centre'
}

/** Who listened in, of whom the customer knew nothing or little. */
export const earsOf = (segment: Segment): SegmentParty[] =>
  segment.parties.filter((party) => party.role === 'listener')
