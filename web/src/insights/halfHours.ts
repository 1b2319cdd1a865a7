import type { HalfHour } from '../api/types'

const halfHourMs = 30 * 60_000
const most = 48

/** The server tells half hours in which somebody called; the axis shows the empty ones between them too. */
export function withoutGaps(halves: readonly HalfHour[]): HalfHour[] {
  const first = halves[0]
  const last = halves.at(-1)
  if (!first || !last) return []
  const told = new Map(halves.map((half) => [Date.parse(half.at), half]))
  const all: HalfHour[] = []
  for (let at = Date.parse(first.at); at <= Date.parse(last.at) && all.length < most; at += halfHourMs)
    all.push(told.get(at) ?? { at: new Date(at).toISOString(), offered: 0, answered: 0, abandoned: 0, within20: 0 })
  return all
}

/** As the service level counts: of those answered or properly abandoned; short abandons are outside. */
export function shareIn20(half: HalfHour): number | null {
  const settled = half.answered + half.abandoned
  return settled > 0 ? half.within20 / settled : null
}
