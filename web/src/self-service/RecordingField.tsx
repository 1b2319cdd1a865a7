import { AudioOutlined, CaretRightOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Tooltip, Upload } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem, send } from '../api/http'
import type { UploadedRecording } from '../api/types'
import type { WidgetProps } from '../form/widgets'
import { spoken } from './speech'
import { hear } from './hear'

/** A recording of a prompt: heard, uploaded from any sound file, or spoken here. */
export default function RecordingField({ label, value, status, onChange }: WidgetProps) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const recorder = useRef<MediaRecorder | null>(null)
  const [recording, setRecording] = useState(false)

  const keep = async (sound: Blob) => {
    setBusy(true)
    setProblem('')
    try {
      // Made fit for a telephone line here: the centre takes nothing else.
      const wav = await spoken(sound)
      onChange((await send<UploadedRecording>('/api/prompts/recordings', wav, 'audio/wav')).hash)
    } catch (error) {
      setProblem(error instanceof Problem ? error.title || error.code : t('prompts.noSound'))
    } finally {
      setBusy(false)
    }
  }
  const record = async () => {
    if (recorder.current) {
      recorder.current.stop()
      return
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const parts: Blob[] = []
      const taking = new MediaRecorder(stream)
      taking.ondataavailable = ({ data }) => parts.push(data)
      taking.onstop = () => {
        stream.getTracks().forEach((track) => track.stop())
        recorder.current = null
        setRecording(false)
        void keep(new Blob(parts))
      }
      recorder.current = taking
      taking.start()
      setRecording(true)
    } catch {
      setProblem(t('prompts.noMicrophone'))
    }
  }
  return (
    <span className="recording-field" data-testid={`field-${label}`} data-value={value}>
      <Tooltip title={t('prompts.hear')}>
        <Button
          size="small"
          aria-label={t('prompts.hear')}
          disabled={!value}
          icon={<CaretRightOutlined />}
          onClick={() => hear(`/api/prompts/recordings/${value}`)}
        />
      </Tooltip>
      <Upload
        accept="audio/*"
        showUploadList={false}
        beforeUpload={(file) => {
          void keep(file)
          return false
        }}
      >
        <Tooltip title={t('prompts.upload')}>
          <Button
            size="small"
            loading={busy}
            danger={status === 'error'}
            aria-label={t('prompts.upload')}
            icon={<UploadOutlined />}
          />
        </Tooltip>
      </Upload>
      <Tooltip title={t(recording ? 'prompts.stop' : 'prompts.record')}>
        <Button
          size="small"
          danger={recording}
          type={recording ? 'primary' : 'default'}
          aria-label={t(recording ? 'prompts.stop' : 'prompts.record')}
          icon={<AudioOutlined />}
          onClick={() => void record()}
        />
      </Tooltip>
      {problem && (
        <span role="alert" className="recording-problem">
          {problem}
        </span>
      )}
    </span>
  )
}
