let playing: HTMLAudioElement | null = null

/** One at a time: who hears the next has done with the last. */
export function hear(address: string) {
  playing?.pause()
  playing = new Audio(address)
  void playing.play()
}
