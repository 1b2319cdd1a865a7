const warnMs = 15 * 60_000

/** How near a session is to its end: null while that is far, 'over' when only work in hand keeps it. */
export function endingOf(endsAt: string, now: number): 'near' | 'over' | null {
  const left = Date.parse(endsAt) - now
  return left > warnMs ? null : left > 0 ? 'near' : 'over'
}
