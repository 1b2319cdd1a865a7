import { Select } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, Problem } from '../api/http'
import { usePeaks } from '../api/queries'
import type { Purpose, RecordingInfo } from '../api/types'
import { useLanguage, words } from '../i18n'
import { dateTime, duration } from '../i18n/format'
import { useDark } from '../theme/useTheme'
import { useChannels, type Channel } from './channels'
import { agentText } from './names'
import { PurposeChoice } from './PurposeChoice'
import { SegmentBands, SegmentTable } from './SegmentBands'
import { drawWaveform } from './waveform'

const speeds = [0.75, 1, 1.25, 1.5, 2]

export const purposes: readonly Purpose[] = ['review', 'complaint', 'dispute', 'quality', 'training', 'investigation']

interface Props {
  recording: RecordingInfo
  zone: string
  /** A time of the timeline to play from; a new object for every wish. */
  jump: { at: string } | null
}

/**
 * A recording: its two voices drawn, heard together or apart. Playing asks for a purpose first, which is written down;
 * the centre then proves the recording by its hashes. Underneath is the browser's own player, which seeks by byte
 * ranges.
 */
export function RecordingPlayer({ recording, zone, jump }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const dark = useDark()
  const audio = useRef<HTMLAudioElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const peaks = usePeaks(recording.id, 1000, !recording.sealed)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [speed, setSpeed] = useState(1)
  const [purpose, setPurpose] = useState<Purpose | null>(null)
  const [source, setSource] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const { channel, solo } = useChannels(audio)
  const forbidden = peaks.error instanceof Problem && peaks.error.status === 403
  const total = (peaks.data?.durationMs || recording.durationMs) / 1000
  const silences = peaks.data?.silences ?? recording.silences
  const { segments, consultation } = recording
  const recorded = consultation ? 'consulted' : 'customer'
  const consulted = consultation ? agentText(consultation.whom, consultation.whomName, language) : ''

  const names = {
    both: t('recording.both'),
    customer: consultation ? t('recording.consulted') : t('recording.customer'),
    centre: consultation ? t('recording.agent') : t('recording.centre'),
  }

  const draw = useCallback(
    (to?: number) => {
      const seconds = to ?? audio.current?.currentTime ?? 0
      if (canvas.current && peaks.data) drawWaveform(canvas.current, peaks.data, seconds * 1000, channel)
    },
    [peaks.data, channel],
  )

  // Theme and size change the picture as much as the data does.
  useEffect(() => {
    draw()
    const observer = new ResizeObserver(() => draw())
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
    const to = Math.min(total, Math.max(0, seconds))
    audio.current.currentTime = to
    setAt(to)
    draw(to)
  }
  const play = () => void audio.current?.play().catch(() => setFault('failed'))
  const toggle = async () => {
    if (!audio.current) return
    setFault(null)
    if (!audio.current.paused) return audio.current.pause()
    if (source) return play()
    if (!purpose) return setAsked(true)
    try {
      const path = `/api/recordings/${encodeURIComponent(recording.id)}/playings`
      setSource((await call<{ audio: string }>('POST', path, { purpose })).audio)
    } catch (error) {
      setFault(error instanceof Problem && error.code === 'recordingBroken' ? 'broken' : 'failed')
    }
  }

  // The player begins when the centre has said where the audio is.
  useEffect(() => {
    if (!source || !audio.current) return
    const from = at
    audio.current.load()
    audio.current.currentTime = from
    play()
  }, [source])

  useEffect(() => {
    if (!jump) return
    const seconds = (Date.parse(jump.at) - Date.parse(recording.startedAt)) / 1000
    if (seconds < 0 || seconds > total) return
    seek(seconds)
    if (source) play()
    else setAsked(purpose === null)
  }, [jump])

  const keys = (event: React.KeyboardEvent) => {
    const step = { ArrowLeft: -5, ArrowRight: 5, PageDown: -30, PageUp: 30, Home: -total, End: total }[event.key]
    if (step === undefined) return
    event.preventDefault()
    seek(at + step)
  }

  if (forbidden)
    return <p className="soft">{consultation ? t('recording.forbiddenApart', { whom: consulted }) : t('recording.forbidden')}</p>
  return (
    <div className="player" data-testid={consultation ? 'consultation' : 'recording'} data-recording={recording.id}>
      {consultation && (
        <h3 className="player-of">
          {t('recording.consultation', {
            agent: agentText(consultation.agent, consultation.agentName, language),
            whom: consulted,
          })}{' '}
          <span className="soft">{t('recording.apart')}</span>
        </h3>
      )}
      <div className="player-wave">
        <div className={`player-names ${segments.length > 0 ? 'below-bands' : ''}`} aria-hidden="true">
          <span style={{ color: 'var(--left)' }}>{names.customer}</span>
          <span style={{ color: 'var(--right)' }}>{names.centre}</span>
        </div>
        <div className="player-axis">
          {segments.length > 0 && <SegmentBands segments={segments} recorded={recorded} totalMs={total * 1000} />}
          <canvas
            ref={canvas}
            tabIndex={0}
            role="slider"
            aria-label={t('recording.position')}
            aria-valuemin={0}
            aria-valuemax={Math.round(total)}
            aria-valuenow={Math.round(at)}
            aria-valuetext={t('recording.at', { at: duration(at * 1000), total: duration(total * 1000) })}
            onKeyDown={keys}
            onPointerDown={(event) => {
              const box = event.currentTarget.getBoundingClientRect()
              seek(((event.clientX - box.left) / box.width) * total)
            }}
          />
        </div>
      </div>
      <PurposeChoice
        label={t('recording.purpose')}
        purposes={purposes}
        chosen={purpose}
        onChoose={setPurpose}
        disabled={source !== null}
        missing={asked && !purpose}
      />
      <div className="player-do">
        <button
          type="button"
          className="player-play"
          data-testid="recording-play"
          aria-pressed={playing}
          onClick={() => void toggle()}
        >
          <span aria-hidden="true">{playing ? '‖' : '▶'}</span> {playing ? t('recording.pause') : t('recording.play')}
        </button>
        <span className="num player-time" data-testid="recording-time">
          {duration(at * 1000)} / {duration(total * 1000)}
        </span>
        <div className="player-solo" role="radiogroup" aria-label={t('recording.channels')}>
          {(['both', 'customer', 'centre'] as Channel[]).map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={channel === one}
              data-testid={`solo-${one}`}
              onClick={() => solo(one)}
            >
              {names[one]}
            </button>
          ))}
        </div>
        <label className="with-label">
          <span>{t('recording.speed')}</span>
          <Select
            value={speed}
            style={{ width: 90 }}
            options={speeds.map((value) => ({ value, label: `${value}×` }))}
            onChange={(value) => {
              setSpeed(value)
              if (audio.current) audio.current.playbackRate = value
            }}
          />
        </label>
        <span className="soft player-facts">
          {dateTime(recording.startedAt, zone)} · {recording.sealed ? t('recording.sealed') : t('recording.open')}
          {recording.gaps > 0 && (
            <>
              {' '}
              · <span className="late">▲ {t('recording.gaps', { count: recording.gaps })}</span>
            </>
          )}
        </span>
      </div>
      {segments.length > 0 && <SegmentTable segments={segments} recorded={recorded} />}
      {silences.length > 0 && (
        <ul className="soft silences" aria-label={t('recording.silences')} data-testid="silences">
          {silences.map(({ fromMs, toMs, cause, reason }) => (
            <li key={`${cause}${fromMs}`} data-cause={cause}>
              <span className="hatch" aria-hidden="true" /> <span className="num">{duration(fromMs)}–{duration(toMs)}</span>{' '}
              {t(`recording.cause.${cause}`, { reason: reason ? words(reason, language) : '' })}
            </li>
          ))}
        </ul>
      )}
      {asked && !purpose && (
        <p className="late" role="alert" data-testid="recording-purpose-missing">
          {t('recording.purposeNext')}
        </p>
      )}
      {fault && (
        <p className="late" role="alert" data-testid="recording-fault">
          ▲ {t(fault === 'broken' ? 'recording.broken' : 'recording.failed')}
        </p>
      )}
      {source && recording.sealed && !fault && (
        <p className="verified" data-testid="recording-verified">
          ✔ {t('recording.verified')}
        </p>
      )}
      {peaks.isError && <p className="soft">{t('recording.noPeaks')}</p>}
      <audio
        ref={audio}
        preload="none"
        src={source ?? undefined}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={() => setAt(audio.current?.currentTime ?? 0)}
      />
    </div>
  )
}
