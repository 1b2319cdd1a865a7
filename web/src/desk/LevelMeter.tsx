import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { desk } from './session'

const bars = 12

/** Both voices as moving bars: an agent sees at a glance whose line is dead. */
export function LevelMeter() {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    let context: AudioContext
    try {
      context = new AudioContext()
    } catch {
      return
    }
    void context.resume()
    const heard = listener(context, () => desk.phone.heard)
    const spoken = listener(context, () => desk.phone.spoken)
    let frame = 0
    let last = 0
    const draw = (at: number) => {
      frame = requestAnimationFrame(draw)
      if (at - last < 60) return
      last = at
      const paint = canvas.current?.getContext('2d')
      if (!paint) return
      const { width, height } = paint.canvas
      paint.clearRect(0, 0, width, height)
      for (const [row, level] of [heard(), spoken()].entries()) {
        const lit = Math.round(level * bars)
        for (let i = 0; i < bars; i += 1) {
          paint.fillStyle = i < lit ? '#ffffff' : 'rgba(255,255,255,0.28)'
          paint.fillRect(i * 16, row * (height / 2) + 3, 12, height / 2 - 6)
        }
      }
    }
    frame = requestAnimationFrame(draw)
    return () => {
      cancelAnimationFrame(frame)
      void context.close()
    }
  }, [])

  return (
    <span className="levels">
      <span className="levels-names" aria-hidden="true">
        <i>{t('call.customerVoice')}</i>
        <i>{t('call.myVoice')}</i>
      </span>
      <canvas ref={canvas} width={192} height={44} role="img" aria-label={t('call.levels')} />
    </span>
  )
}

/** Loudness 0…1 of whatever stream is current; −60 dB is nothing. */
function listener(context: AudioContext, current: () => MediaStream | null): () => number {
  let stream: MediaStream | null = null
  let source: MediaStreamAudioSourceNode | null = null
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  const samples = new Float32Array(analyser.fftSize)
  return () => {
    const now = current()
    if (now !== stream) {
      source?.disconnect()
      stream = now
      source = now && now.getAudioTracks().length > 0 ? context.createMediaStreamSource(now) : null
      source?.connect(analyser)
    }
    if (!source) return 0
    analyser.getFloatTimeDomainData(samples)
    let sum = 0
    for (const sample of samples) sum += sample * sample
    const db = 10 * Math.log10(sum / samples.length + 1e-9)
    return Math.min(1, Math.max(0, (db + 60) / 50))
  }
}
