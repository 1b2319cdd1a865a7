import type { TimelineEntry } from '../api/types'

export type Grade = 'good' | 'fair' | 'poor'

/** One line of a contact, as the journal measured it at its end. */
export interface LineQuality {
  /** null: the customer's. */
  agent: string | null
  grade: Grade
  /** What came from the party, %. */
  lossFrom: number | null
  /** What the party says of ours, %. */
  lossTo: number | null
  /** ms, the worse of the two ways. */
  jitter: number | null
  /** ms. */
  roundTrip: number | null
  /** The E-model's estimate, 1 to 4.41; null in contacts of before. */
  mos: number | null
  codec: string | null
}

/** ITU-T G.107 annex B: from R = 80 (MOS 4.0) on users are satisfied, below R = 70 (3.6) many are not. */
export const gradeOf = (mos: number): Grade => (mos >= 4 ? 'good' : mos >= 3.6 ? 'fair' : 'poor')

const measures = ['lossFromPct', 'lossToPct', 'jitterFromMs', 'jitterToMs', 'roundTripMs']

interface Bounds {
  loss: number
  jitter: number
  roundTrip: number
}

// G.711 with loss concealment: from 1 % on loss is heard, from 5 % words are missed (ITU-T G.113). 150 ms one way is
// not noticed, beyond 400 ms the two talk over each other (ITU-T G.114).
const good: Bounds = { loss: 1, jitter: 30, roundTrip: 300 }
const fair: Bounds = { loss: 5, jitter: 60, roundTrip: 800 }

/** The lines of a contact of which anything was measured, in the order in which they ended. */
export function linesOf(timeline: TimelineEntry[]): LineQuality[] {
  return timeline
    .filter((entry) => entry.kind === 'contact.lineQuality')
    .filter(({ data }) => measures.some((name) => typeof data[name] === 'number'))
    .map(({ data }) => {
      const number = (name: string) => (typeof data[name] === 'number' ? data[name] : null)
      const lossFrom = number('lossFromPct')
      const lossTo = number('lossToPct')
      const jitter = worst(number('jitterFromMs'), number('jitterToMs'))
      const roundTrip = number('roundTripMs')
      const mos = number('mos')
      const within = (bounds: Bounds) =>
        (worst(lossFrom, lossTo) ?? 0) <= bounds.loss &&
        (jitter ?? 0) <= bounds.jitter &&
        (roundTrip ?? 0) <= bounds.roundTrip
      return {
        agent: typeof data.agent === 'string' ? data.agent : null,
        grade: mos !== null ? gradeOf(mos) : within(good) ? 'good' : within(fair) ? 'fair' : 'poor',
        lossFrom,
        lossTo,
        jitter,
        roundTrip,
        mos,
        codec: typeof data.codec === 'string' ? data.codec : null,
      }
    })
}

function worst(one: number | null, other: number | null): number | null {
  if (one === null) return other
  return other === null ? one : Math.max(one, other)
}
