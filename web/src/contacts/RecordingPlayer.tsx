import { Select } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, Problem } from '../api/http'
import { usePeaks } from '../api/queries'
import type { RecordingInfo } from '../api/types'
import { dateTime, duration } from '../i18n/format'
import { useDark } from '../theme/useTheme'
import { useChannels, type Channel } from './channels'
import { drawWaveform } from './waveform'

const speeds = [0.75, 1, 1.25, 1.5, 2]

/** A recording: its two voices drawn, heard together or apart. Underneath is the browser's own player, which seeks by byte ranges. */
export function RecordingPlayer({ recording, zone }: { recording: RecordingInfo; zone: string }) {
  const { t } = useTranslation()
  const dark = useDark()
  const audio = useRef<HTMLAudioElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const peaks = usePeaks(recording.id, 1000, !recording.sealed)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [speed, setSpeed] = useState(1)
  const [failed, setFailed] = useState(false)
  const { channel, solo } = useChannels(audio)
  const forbidden = peaks.error instanceof Problem && peaks.error.status === 403
  const total = (peaks.data?.durationMs || recording.durationMs) / 1000
  const suppressed = peaks.data?.suppressed ?? recording.suppressed

  const draw = useCallback(() => {
    if (canvas.current && peaks.data) drawWaveform(canvas.current, peaks.data, (audio.current?.currentTime ?? 0) * 1000, channel)
  }, [peaks.data, channel])

  // Theme and size change the picture as much as the data does.
  useEffect(() => {
    draw()
    const observer = new ResizeObserver(draw)
    if (canvas.current) observer.observe(canvas.current)
    return () => observer.disconnect()
  }, [draw, dark])

  useEffect(() => {
    if (!playing) return
    let frame = requestAnimationFrame(function tick() {
      setAt(audio.current?.currentTime ?? 0)
      draw()
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing, draw])

  const seek = (seconds: number) => {
    if (!audio.current) return
    audio.current.currentTime = Math.min(total, Math.max(0, seconds))
    setAt(audio.current.currentTime)
    draw()
  }
  // Playing is asked for once, with its purpose; the player then fetches what it needs under that key.
  const play = async (player: HTMLAudioElement) => {
    if (!player.src) player.src = (await call<{ audio: string }>('POST', `/api/recordings/${encodeURIComponent(recording.id)}/playings`, { purpose: 'review' })).audio
    await player.play()
  }
  const toggle = () => {
    if (!audio.current) return
    setFailed(false)
    if (audio.current.paused) void play(audio.current).catch(() => setFailed(true))
    else audio.current.pause()
  }
  const keys = (event: React.KeyboardEvent) => {
    const step = { ArrowLeft: -5, ArrowRight: 5, PageDown: -30, PageUp: 30, Home: -total, End: total }[event.key]
    if (step === undefined) return
    event.preventDefault()
    seek(at + step)
  }

  if (forbidden) return <p className="soft">{t('recording.forbidden')}</p>
  return (
    <div className="player" data-testid="recording" data-recording={recording.id}>
      <div className="player-wave">
        <div className="player-names" aria-hidden="true">
          <span style={{ color: 'var(--left)' }}>{t('recording.customer')}</span>
          <span style={{ color: 'var(--right)' }}>{t('recording.centre')}</span>
        </div>
        <canvas
          ref={canvas} tabIndex={0} role="slider" aria-label={t('recording.position')} aria-valuemin={0} aria-valuemax={Math.round(total)} aria-valuenow={Math.round(at)}
          aria-valuetext={t('recording.at', { at: duration(at * 1000), total: duration(total * 1000) })} onKeyDown={keys}
          onPointerDown={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            seek(((event.clientX - box.left) / box.width) * total)
          }}
        />
      </div>
      <div className="player-do">
        <button type="button" className="player-play" data-testid="recording-play" aria-pressed={playing} onClick={toggle}>
          <span aria-hidden="true">{playing ? '‖' : '▶'}</span> {playing ? t('recording.pause') : t('recording.play')}
        </button>
        <span className="num player-time" data-testid="recording-time">{duration(at * 1000)} / {duration(total * 1000)}</span>
        <div className="player-solo" role="radiogroup" aria-label={t('recording.channels')}>
          {(['both', 'customer', 'centre'] as Channel[]).map((one) => (
            <button key={one} type="button" role="radio" aria-checked={channel === one} data-testid={`solo-${one}`} onClick={() => solo(one)}>
              {t(`recording.${one}`)}
            </button>
          ))}
        </div>
        <label className="with-label">
          <span>{t('recording.speed')}</span>
          <Select
            value={speed} style={{ width: 90 }} options={speeds.map((value) => ({ value, label: `${value}×` }))}
            onChange={(value) => { setSpeed(value); if (audio.current) audio.current.playbackRate = value }}
          />
        </label>
        <span className="soft player-facts">
          {dateTime(recording.startedAt, zone)} · {recording.sealed ? t('recording.sealed') : t('recording.open')}
          {recording.gaps > 0 && <> · <span className="late">▲ {t('recording.gaps', { count: recording.gaps })}</span></>}
        </span>
      </div>
      {suppressed.length > 0 && <p className="soft player-note"><span className="hatch" aria-hidden="true" /> {t('recording.suppressed', { count: suppressed.length })}</p>}
      {failed && <p className="late" role="alert">{t('recording.failed')}</p>}
      {peaks.isError && <p className="soft">{t('recording.noPeaks')}</p>}
      <audio
        ref={audio} preload="none"
        onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} onEnded={() => setPlaying(false)} onTimeUpdate={() => setAt(audio.current?.currentTime ?? 0)}
      />
    </div>
  )
}
