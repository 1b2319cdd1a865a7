/** Whether every word that was typed stands somewhere in what is looked through, in whichever language. */
export function holds(texts: readonly (string | null | undefined)[], typed: string): boolean {
  const all = texts.filter(Boolean).join('\n').toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** 545 → 09:05; 1440 → 24:00. */
export const minuteOfDay = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
