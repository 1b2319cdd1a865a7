import { useEffect, useState } from 'react'
import { capabilities } from '../capabilities'
import type { EventWords } from './event'

let loaded: Promise<EventWords> | null = null

const load = () =>
  (loaded ??= Promise.all(capabilities.map((capability) => capability.events?.() ?? {})).then(
    (all) => Object.assign({}, ...all) as EventWords,
  ))

/** How each capability tells its entries; null until they have come. */
export function useEvents(): EventWords | null {
  const [events, setEvents] = useState<EventWords | null>(null)
  useEffect(() => void load().then(setEvents, () => (loaded = null)), [])
  return events
}
