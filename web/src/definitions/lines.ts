import { diffLines } from 'diff'

const around = 2

export interface Line {
  kind: 'same' | 'put' | 'gone' | 'skip'
  text: string
}

/** Changed lines with a few around them. */
export function shown(before: string, now: string): Line[] {
  const all: Line[] = diffLines(before, now).flatMap((part) =>
    part.value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): Line => ({ kind: part.added ? 'put' : part.removed ? 'gone' : 'same', text })),
  )
  const near = (i: number) =>
    all.slice(Math.max(0, i - around), i + around + 1).some((line) => line.kind !== 'same')
  return all.flatMap((line, i): Line[] =>
    near(i) ? [line] : i > 0 && near(i - 1) && i < all.length - 1 ? [{ kind: 'skip', text: '' }] : [],
  )
}
