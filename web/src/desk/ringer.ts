import type { DeskOffer } from '../api/types'
import i18next from 'i18next'
import { customerName } from '../customers/names'

/** Rings in the speakers and in the page's title; the caret stays where it is. */
export class Ringer {
  private context: AudioContext | null = null
  private ringing: string | null = null
  private timer: number | undefined
  private title = ''

  ring(offer: DeskOffer | null) {
    if ((offer?.id ?? null) === this.ringing) return
    this.stop()
    if (!offer) return
    this.ringing = offer.id
    this.title = document.title
    const name = customerName(offer)
    let beat = 0
    const go = () => {
      document.title = beat % 2 === 0 ? i18next.t('offer.title', { name }) : this.title
      if (beat % 4 === 0) this.sound()
      beat += 1
    }
    go()
    this.timer = window.setInterval(go, 700)
  }

  stop() {
    if (this.ringing === null) return
    window.clearInterval(this.timer)
    this.ringing = null
    document.title = this.title
  }

  /** Two soft notes; a browser that was never touched stays silent, and the title rings alone. */
  private sound() {
    try {
      this.context ??= new AudioContext()
      const context = this.context
      void context.resume()
      const start = context.currentTime + 0.02
      for (const [index, frequency] of [659, 523].entries()) {
        const at = start + index * 0.28
        const oscillator = context.createOscillator()
        const gain = context.createGain()
        oscillator.frequency.value = frequency
        gain.gain.setValueAtTime(0, at)
        gain.gain.linearRampToValueAtTime(0.18, at + 0.02)
        gain.gain.exponentialRampToValueAtTime(0.001, at + 0.5)
        oscillator.connect(gain).connect(context.destination)
        oscillator.start(at)
        oscillator.stop(at + 0.55)
      }
    } catch {
      // No sound device: the title and the card are enough.
    }
  }
}
