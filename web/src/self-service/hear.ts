let playing: HTMLAudioElement | null = null

/** One at a time: who hears the next has done with the last. */
export const hear = (address: string) => hearAll([address])

/** One after the other, as a caller hears them. */
export function hearAll(addresses: readonly string[]) {
  playing?.pause()
  const [first, ...rest] = addresses
  if (!first) return
  playing = new Audio(first)
  playing.onended = () => hearAll(rest)
  void playing.play()
}
