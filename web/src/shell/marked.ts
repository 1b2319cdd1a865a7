import { useState } from 'react'

/** Which row of a list that is searched by typing is marked: the arrows move it, typing begins at the first. */
export function useMarked(count: number) {
  const [marked, setMarked] = useState(0)
  return {
    marked,
    mark: setMarked,
    /** @returns true when the key moved it. */
    moved: (event: React.KeyboardEvent): boolean => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (!step) return false
      event.preventDefault()
      setMarked((at) => Math.min(count - 1, Math.max(0, at + step)))
      return true
    },
  }
}
