import { useEffect, useState } from 'react'

/** The time, told often enough for a running clock to never skip a second. */
export function useNow(everyMs = 250, running = true): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return
    setNow(Date.now())
    const timer = window.setInterval(() => setNow(Date.now()), everyMs)
    return () => window.clearInterval(timer)
  }, [everyMs, running])
  return now
}
